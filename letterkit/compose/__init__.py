"""Appeal × Addressee × Sender → Letter. Pure: no files written, no clock, no network."""
