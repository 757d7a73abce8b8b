"""What was done for an appeal: counted out of the ledger, added up over many ledgers, told to the issuer."""

from letterkit.report.account import Account, AppealNamed, Done, account_of
from letterkit.report.sum import Sum, add_up, read_accounts

__all__ = ["Account", "AppealNamed", "Done", "Sum", "account_of", "add_up", "read_accounts"]
