"""letterkit: a published appeal goes in, signed-ready letters come out."""

__version__ = "0.1.0"
