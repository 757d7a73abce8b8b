"""How an addressee is reached: telephone and fax numbers, postal addresses."""
