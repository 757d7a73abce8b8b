"""Reading appeals: a published document, or an appeal file."""
