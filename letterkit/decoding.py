"""Bytes of a file that somebody sent → text, in whatever usual encoding it came."""

_WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
"""Encodings that are declared where a wider one is meant, as every browser reads them."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str] | None:
    """The text, and the encoding by which it was read; None for what is not text."""
    for encoding in _encodings(data, declared):
        try:
            text = data.decode(encoding)
        except (ValueError, LookupError):
            continue
        strange = sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in text)
        if strange * 200 <= len(text):
            return text, encoding
    return None


def _encodings(data: bytes, declared: str | None) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        return ["utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"]
    name = (declared or "").lower()
    name = "" if name.startswith("utf-16") else _WIDER.get(name, name)  # it has no zero bytes, whatever it says
    if name.startswith(("iso-2022", "hz", "utf-7")) and b"\x1b" in sample + data[2000:]:
        return [name, "utf-8-sig", "cp1252"]
    return ["utf-8-sig", *([name] if name else []), "cp1252"]
