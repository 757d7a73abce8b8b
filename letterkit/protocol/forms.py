from letterkit.model.record import Record
class FormOfAddress(Record):
    office_class: str
    language: str
    salutation: str
    close: str
    first_word_lower: bool = False
    office_name: str | None = None
class FormEntry(Record):
    pass
def form_of_address(office_class, language, *, gender=None, sender_country=None, stated=None):
    s={"head_of_state_republic":"Your Excellency,","permanent_representative":"Your Excellency,"}.get(office_class,"Dear Minister,")
    return FormOfAddress(office_class=office_class or "x",language=language,salutation=s,close="Yours sincerely,",office_name="The Ambassador and Permanent Representative" if office_class=="permanent_representative" else None)
def form_entry(a,b): ...
def office_classes(): return ()
