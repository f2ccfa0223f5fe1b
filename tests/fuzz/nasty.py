"""Strings that break what others wrote: as bytes, since not all of them are text."""
# ruff: noqa: E501  (The corpus is read by kinds, not by lines.)

from urllib.parse import quote_from_bytes

WORDS = (
    # Nothing, and nearly nothing.
    "", " ", "\t", "\u00a0", "\u3000", "\u2028", "\u0085", "null", "None", "undefined", "NaN", "-",
    "--", "_", ".", "..", "...", ",", ",,", ";", ":", "=", "&", "#", "?", "/", "//", "\\", "'", '"',
    "`", "%", "%%", "%2", "%zz", "%00", "%2500", "+", "a+b", "%25", "%2525", "%252e%252e%252f", "~",
    # What is not to be seen, or stands elsewhere than it is.
    "\x00", "calf\x00", "\x00calf", "\x01\x02\x1f", "\x1b[31m", "\x7f", "\x80\x9f", "\r\n",
    "calf\r\nX-Injected: 1", "calf\n", "\u200b", "cal\u200bf", "\u200d", "\u2060", "\ufeff",
    "\ufeffcalf", "\u202ecalf", "\u2066calf\u2069", "\u061c", "\u00ad", "\ufffd", "\uffff",
    "\ufdd0", "\ue000", "\U000e0001", "\U0010ffff", "\ufff9", "\u034f",
    # Letters of all kinds.
    "é", "e\u0301", "Å", "\u212b", "ﬁ", "ß", "ẞ", "İ", "ı", "ς", "ǆ", "ŉ", "𝒄𝒂𝒍𝒇", "ｃａｌｆ",
    "саlf", "ⅷ", "½", "²", "①", "Ω", "ﷺ", "מִפְסָק", "عضلة", "小腿", "かかと", "ไทย", "नमस्ते", "한국",
    "한", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́", "a" + "\u0301" * 100, "👟", "👩🏽‍🦽‍➡️", "🏴\U000e0067\U000e0062\U000e007f",
    "🇩🇪", "1️⃣", "☠️", "🫀" * 30,
    # Numbers, and what others take for one.
    "0", "-0", "+0", "00", "0.0", "-0.0", "1", "-1", "01", "1.", ".5", "1e3", "1E3", "1e-400",
    "1e999", "-1e999", "nan", "inf", "-inf", "Infinity", "0x10", "0o7", "0b1", "1_000", "1,000",
    "1 000", "１２", "٣", "९", "৩", "Ⅳ", "2147483648", "-2147483649", "9223372036854775808",
    "18446744073709551616", "1" + "0" * 100, "9" * 5_000, "0." + "0" * 400 + "1", "1e0", "2.0",
    "true", "True", "TRUE", "1.0", "yes", "on", "t", "false",
    # Days and times.
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-29", "2026-02-30",
    "2026-13-01", "2026-1-1", "20260101", "2026-W01-1", "2026-01-01T00:00:00Z", "-2026-01-01",
    "1969-12-31", "2038-01-19", "99:99", "24:00", "23:59:60", "00:00", "0:00", "5:60", "5:33/km",
    "Europe/Nowhere", "../etc/localtime", "/etc/localtime", "UTC", "GMT+25", "Etc/GMT-14",
    "localtime", "posixrules", "right/UTC",
    # Other languages.
    "' OR 1=1 --", "'; DROP TABLE muscle; --", '" OR ""="', "1; SELECT pg_sleep(9)", "%' AND '%'='",
    "a%", "_alf", "%_%", "calf*", '"calf', "calf AND", "NOT calf", "NEAR(calf, 2)", "name:calf",
    "^calf", "calf OR", "(calf", "l'ischio", "bic-fem", "{calf}", "$$", ":v0", "?1", "@@version",
    "\\'", "\\x00", "\\u0000", "\\", "{", "}", "[", "]", "[]", "{}", '{"a": 1}', "[1,2]", '{"$gt": ""}',
    '[[a]]', 'a = "b"', "a: b", "- a", "!!python/object:os.system", "&a *a", "<a>", "<!--", "-->",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "]]>",
    "<![CDATA[", "&lt;", "&#0;", "&amp;amp;", "<svg/onload=alert(1)>", "' style='x:y", "<?xml ?>",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;', "{{7*7}}", "{% raw %}", "${7*7}",
    "#{7*7}", "<%= 7 %>", "{0}", "{0.__class__}", "{self}", "%s%s%n", "%(a)s", "%d", "$(id)", "`id`",
    "|id", ";id", "&&id", "=1+1", "@SUM(1)", "-2+3", "(a+)+$", "a{1,99999}", "[a-", "(?R)", "\\d+",
    # Ways to other files.
    "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "C:\\", "CON",
    ".git", ".env", "pushoff.sqlite", "pushoff.sqlite-journal", "con.svg", "calf/", "calf/..", "./calf",
    "calf.svg", "calf.json", "http://127.0.0.1/", "//evil.example", "calf;v=1", "calf?x", "calf#x",
    # What we know in another place.
    "calf", "CALF", "Calf", " calf ", "calf,calf", "calf,soleus", "soleus.push-off.power", "hop",
    "pogo", "power", "push-off", "general", "json", "csv", "jsonld", "svg", "slug", "-slug", "name",
    "slug,slug", "items", "self", "__proto__", "constructor", "toString", "hasOwnProperty", "id",
    "WyJhIl0", "W10", "e30", "bnVsbA", "IiI", "MQ", "====", "AAAA", "_-_-", "eyJhIjoxfQ", "Ww",
    # Too much.
    "a" * 101, "a" * 801, "calf," * 201, "a-" * 500, "é" * 120, "𝒄" * 121, "a " * 60, "x" * 8_000,
    "," * 2_000, "[" * 2_000,
)  # fmt: skip
BYTES = (
    b"\xff", b"\xfe\xff", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xed\xa0\x80",
    b"\xed\xb0\x80", b"\xed\xa0\xbd\xed\xb1\x9f", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xe2\x82",
    b"\x80", b"calf\xff", b"\xffcalf", b"caf\xe9", b"\xa4", b"+ADw-", b"\x1b$B", b"\xef\xbb\xbf",
)  # fmt: skip
"""What is no UTF-8: lone surrogates, forms that are too long, halves of letters."""
NASTY = [quote_from_bytes(one, safe="") for one in (*(word.encode() for word in WORDS), *BYTES)]
"""Each as it stands in a URL."""
RAW = [
    "%",
    "%2",
    "%zz",
    "%u0041",
    "a%",
    "+",
    "a+b",
    "%2500",
    "%c0%af",
    "=",
    "a=b",
    ";",
    "calf;limit=1",
]
"""What is no escape, or means something itself in a query string."""
HEADERS = (
    b"", b" ", b"*", b"*/*", b",", b",,,", b";", b"q", b";q=1", b"*;q=", b"a/b;q=9", b"*/*;q=0",
    b"*/json", b"application/*;q=0.5", b"text/csv;q=nan", b"text/csv;q=-1", b"text/csv;q=1e999",
    b'text/csv;a="', b'text/csv;a="\\"', b"text/html;level=1;q=0.4", b"a" * 5_000, b"a," * 2_000,
    b"gzip;q=0, identity;q=0", b"identity;q=0", b"*;q=0", b"gzip, gzip;q=0", b"br;q=1.0001",
    b'""', b'"', b"W/", b'W/""', b'w/"a"', b'"a", "b"', b'"a,b"', b"W/*", b"bytes=", b"bytes=-",
    b"bytes=0-", b"bytes=-0", b"bytes=5-2", b"bytes=0-0,1-1", b"bytes=9-9999999999999999999999",
    b"bytes=-99999999999999999999", b"BYTES = 0-1", b"bits=0-1", b"bytes=a-b", b"bytes=\xb2-\xb3",
    b"\xff\xfe", b"caf\xc3\xa9", b"%00", b"evil.example", b"http://evil.example", b"null", b"localhost:0",
    b"[::1]", b"[", b"a b", b"Mon, 01 Jan 0001 00:00:00 GMT", b"Fri, 31 Dec 9999 23:59:60 GMT", b"0",
    b"application/json; charset=utf-7", b"multipart/form-data; boundary=", b"text/html, */*;q=0.1",
    b"<script>alert(1)</script>", b"{{7*7}}", b"../../etc/passwd", b"'; DROP TABLE muscle; --",
)  # fmt: skip
"""What a header may hold; a server refuses line breaks and NUL itself."""
