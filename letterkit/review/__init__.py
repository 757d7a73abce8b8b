"""What check, show and preview say of an appeal before anything is written."""
