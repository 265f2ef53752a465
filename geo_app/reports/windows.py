"""When: dates and spans of days in a text → first and last day, as far as its words allow."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from geo_app.reports.dates import DAY_MONTH, MONTH, MONTH_DAY, MONTH_YEAR, Dates, When, number_of

ANCHORS: tuple[tuple[str, date, str], ...] = (
    (
        r"(?:the )?(?:start|beginning|launch|onset|day|day when)? ?(?:of )?(?:russia(?:'s|n)?|the russian|its|their)(?: direct)?(?: military)? (?:intervention|involvement|campaign|military intervention)(?: in syria)?(?: (?:began|begun|started))?|"
        r"(?:بدء|بدايه)? ?(?:ال)?تدخل(?:ها|هم)?(?: العسكري)?(?: (?:ال)?روسي)?(?: في سوريا)?|تدخلها العسكري",
        date(2015, 9, 30),
        "the start of the Russian intervention, 30 September 2015",
    ),
    (r"(?:its|the) (?:founding|establishment|emergence) of isis|isis (?:was founded|emerged|first)", date(2013, 4, 9), "the emergence of ISIS, 9 April 2013"),
    (
        r"(?:the )?(?:start|beginning|outbreak|onset|eruption)? ?(?:of )?(?:the )?(?:syrian |popular |civil |mass )*(?:uprising|revolution|civil war|conflict|war|crisis|protests|unrest|hostilities|popular uprising)(?: in syria)?(?: (?:began|started|erupted|broke out))?|"
        r"(?:اندلاع|بدايه|بدء|انطلاق) (?:ال)?(?:ثوره|حراك الشعبي|نزاع|حرب|احتجاجات|ازمه)(?: (?:ال)?سوريه)?",
        date(2011, 3, 15),
        "the start of the uprising, March 2011",
    ),
)
_WEEKDAYS = {name.lower(): at for at, name in enumerate(calendar.day_name)} | {
    "الاثنين": 0,
    "الثلاثاء": 1,
    "الاربعاء": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}
_WEEKDAY = re.compile(rf"(?<!\w)(?:on |last |يوم |امس )?({'|'.join(_WEEKDAYS)})(?:'?s)?(?!\w)", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?P<what>yesterday|today|tonight|overnight|earlier today|امس|اليوم|(?:in |over |during |within )?(?:the )?(?:past|last|previous|recent) (?P<n>\d+|two|three|four|five|six|seven|ten|twelve|few|several)? ?(?P<u>hours?|days?|weeks?|months?|years?)|"
    r"this (?P<this>week|month|year)|earlier this (?P<ethis>week|month|year)|(?:خلال )?(?:ال)?(?P<ar>24 ساعه|ساعات|يوم|اسبوع|شهر|عام|سنه) (?:ال)?(?:ماضي|ماضيه|فايت|منصرم|اخيره|اخير)(?:ه)?)(?!\w)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s*,?(?: the day [^,.;]{3,60},)?\s*(?:and|to|until|till|through|up to|up until|-|up to and including|and up to|و|الي|حتي|ولغايه|لغايه|وحتي|and until|until the|and the)\s*(?:the |ال)?(?:end of |نهايه |يوم )?\s*",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:\bsince|\bafter|\bfrom|منذ|من)\s+(?:the |its |their )?(?:start of |beginning of |end of |early |late |mid[- ]?|بدايه |مطلع |اوايل |اواخر )?(?:the |year |شهر |عام |العام |يوم |سنه )?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:\buntil|\bup to|\bup until|\btill|\bby|\bas of|\bas at|\bthrough|\bto|\bbefore|حتي|لغايه|الي)\s+(?:the |شهر |عام |يوم )?(?:end of |نهايه )?$",
    re.IGNORECASE,
)
_OF_LAW = re.compile(
    r"(?:resolution|report|law|decree|agreement|published|released|issued|updated|posted|census|vetoed?|veto was|statement|accessed|launched in|founded in|established in|قرار|تقرير|المنشور|نشر)[^.;]{0,12}$",
    re.IGNORECASE,
)
_DAYS_OF = re.compile(
    rf"(?<![\d.,])(?P<a>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:and|to|-|until|و|الي|حتي)\s*(?P<b>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{MONTH})\b(?:,? (?P<y>20\d\d))?",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(rf"\b(?P<m>{MONTH})\.? (?P<a>\d{{1,2}})\s*(?:and|to|-|until)\s*(?P<b>\d{{1,2}})(?!\d|,\d{{3}})(?:,? (?P<y>20\d\d))?", re.IGNORECASE)
_HALF = re.compile(
    r"(?P<half>first|second|last|latter|النصف الاول|النصف الثاني)(?: half| six months)?(?: of| من)?(?: the year| عام)? (?P<y>20\d\d)", re.IGNORECASE
)
_SINCE_THEN = re.compile(r"since (?:then|that (?:date|day|time))|(?<!\w)منذ (?:ذلك|هذا) (?:التاريخ|الحين|الوقت|اليوم)", re.IGNORECASE)
_ISSUED = re.compile(r"(?:report|issued|released|published|statement|launched|صدر|الصادر|اصدر(?:ت)?|نشر(?:ت)?|اطلق(?:ت)?|تقرير)\b[^.;]{0,22}$", re.IGNORECASE)
_SAID_ON = re.compile(
    r"(?:\b(?:said|says|announced|told \w+|stated|declared|warned|confirmed|tweeted|wrote|revis\w+)\b|(?<!\w)(?:و)?(?:قال(?:ت)?|اعلن(?:ت)?|افاد(?:ت)?|اوضح(?:ت)?|صرح(?:ت)?))(?! that| ان)[^.;:\"]{0,25}$",
    re.IGNORECASE,
)
"""The day on which somebody spoke is not the day of what is told."""
_SINCE_NEW_YEAR = re.compile(
    r"since the (?:start|beginning) of (?:the|this) year|so far this year|(?<!\w)منذ (?:بدايه|مطلع|بدء) (?:هذا )?(?:العام|السنه)(?: (?:الجاري|الحالي|الجاريه|الحاليه))?(?! \d)",
    re.IGNORECASE,
)
_THROUGHOUT = re.compile(r"throughout (?:the )?(?:course of )?(?:the )?(?:conflict|war|crisis|uprising)|طوال|طيله", re.IGNORECASE)
_BACK = 700
_JOINED = 16
_FROM_EVENT = re.compile(r"\bfrom the [^.;\d]{3,60}\b(?:in|on)\s+$", re.IGNORECASE)
"""A span that begins with something that happened: "from the announcement of the front in January 2012 until the end of 2021"."""
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}


class Calendar(Dates):
    """The windows of one document."""

    def spans(self, start: int, end: int) -> list[When]:
        """Return the windows named in a stretch of folded text: spans, open spans, days, months, years, and what is relative to the printed date."""
        text = self.document.folded.text
        anchored = self._anchors(start, end)
        ranges = self._ranges(start, end)
        points = sorted([*self.single(start, end), *anchored], key=lambda one: one.at)
        points = [
            one
            for one in points
            if not any(other is not one and other.at <= one.at and one.to <= other.to and other.to - other.at > one.to - one.at for other in points)
        ]
        points = [one for one in points if not any(other.at < one.to and one.at < other.to for other in ranges)]
        out: list[When] = list(ranges)
        at = 0
        while at < len(points):
            one = points[at]
            before = text[max(start, one.at - 34) : one.at]
            following = points[at + 1] if at + 1 < len(points) else None
            if following is not None and self._spans_to(start, one, following):
                out.append(self._span(one, following))
                at += 2
                continue
            if one.start == one.end and _SAID_ON.search(text[max(start, one.at - 45) : one.at]):
                at += 1
                continue
            issued = re.search(r"(?:issued|published|released|reports?|resolutions?)\s+(?:since|in|on)\s+(?:the )?$", before, re.IGNORECASE)
            if issued or (_OF_LAW.search(before) and not _SINCE.search(before)):
                at += 1
                continue
            if _SINCE.search(before) or (one in anchored and not re.search(r"(?:before|prior to|قبل)\s+$", before)):
                if (
                    one in anchored
                    and not _SINCE.search(before)
                    and not re.search(r"(?:\bsince|منذ)\b[^.;]{0,40}$", text[max(start, one.at - 50) : one.at], re.IGNORECASE)
                ):
                    at += 1
                    continue
                out.append(When(start=one.start, end=None, at=one.at, to=one.to, basis=one.basis, is_span=True))
            elif _UNTIL.search(before):
                out.append(When(start=None, end=one.end, at=one.at, to=one.to, basis=one.basis, is_span=True))
            else:
                out.append(one)
            at += 1
        out += [
            When(start=None, end=None, at=start + one.start(), to=start + one.end(), basis="the whole conflict, no days said", is_span=True)
            for one in _THROUGHOUT.finditer(text[start:end])
        ]
        dateline = self.printed_at
        told = [one for one in (*out, *self._relative(start, end)) if one.is_span or not (dateline[0] <= one.at < dateline[1])]
        return _merged(told)

    def _spans_to(self, start: int, one: When, following: When) -> bool:
        """Return True where two dates that follow one another are the ends of one span ("from 6 June to 20 October 2017", "2011-2015")."""
        text = self.document.folded.text
        before, between = text[max(start, one.at - 34) : one.at], text[one.to : following.at]
        if not _TO.fullmatch(between):
            return False
        led = re.search(r"(?:\bbetween|\bfrom|بين|من)\s+(?:the |يوم |شهر |عام |عامي )?$", before, re.IGNORECASE)
        begun = led or _SINCE.search(before) or _FROM_EVENT.search(text[max(start, one.at - 90) : one.at])
        return begun is not None or re.fullmatch(r"\s*(?:-|to|until|through|الي|حتي)\s*", between) is not None

    def _span(self, one: When, following: When) -> When:
        text = self.document.folded.text
        first = one.start or self._borrowed(text, one, following)
        last = following.end or self._following(text, first, following)
        return When(start=first, end=last, at=one.at, to=following.to, basis=one.basis if one.basis != "stated" else following.basis, is_span=True)

    def _following(self, text: str, start: date | None, one: When) -> date | None:
        """Return the end of a span whose last date borrows its year from the first ("from September 30, 2015 to November 25")."""
        found = DAY_MONTH.search(text, one.at, one.to) or MONTH_DAY.search(text, one.at, one.to)
        if start is None or found is None:
            return None
        try:
            last = date(start.year, number_of(found.group("m")), int(found.group("d")))
        except ValueError:
            return None
        return last if last >= start else last.replace(year=start.year + 1)

    def _borrowed(self, text: str, one: When, following: When) -> date | None:
        """Return the start of a span whose first date borrows its year from the second ("from 3 May to 4 June 2016")."""
        if following.end is None:
            return None
        found = DAY_MONTH.search(text, one.at, one.to) or MONTH_DAY.search(text, one.at, one.to) or MONTH_YEAR.search(text, one.at, one.to)
        if found is None:
            return None
        month = number_of(found.group("m"))
        day = int(found.groupdict().get("d") or 1)
        try:
            first = date(following.end.year, month, day)
        except ValueError:
            return None
        return first if first <= following.end else first.replace(year=first.year - 1)

    def _anchors(self, start: int, end: int) -> list[When]:
        out: list[When] = []
        text = self.document.folded.text
        for pattern, day, words in ANCHORS:
            for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text[start:end], re.IGNORECASE):
                led = re.search(
                    r"(?:\bsince|\bafter|\bfrom|منذ|من)\s+(?:the |its |their )?$",
                    text[max(start, start + found.start() - 20) : start + found.start()],
                    re.IGNORECASE,
                )
                begins = re.match(r"(?:the )?(?:start|beginning|outbreak|onset|eruption|launch|day)|بدء|بدايه|اندلاع|انطلاق", found.group(), re.IGNORECASE)
                following = next((at for at, _ in self.document.dates if at >= start + found.end()), None)
                dated = re.fullmatch(r"\s*,?\s*(?:in |on )?", text[start + found.end() : following]) if following is not None else None
                if (
                    found.group()
                    and (led or begins)
                    and dated is None
                    and not any(one.at < start + found.end() and start + found.start() < one.to for one in out)
                ):
                    out.append(When(start=day, end=day, at=start + found.start(), to=start + found.end(), basis=f"named event: {words}"))
        return out

    def _this_year(self, start: int, end: int) -> list[When]:
        """Return "since the beginning of the year" as far as the printed date tells which."""
        printed = self.printed
        basis = f"relative to the date of the text, {printed.isoformat()}" if printed else "relative, and the text prints no date"
        first = printed.replace(month=1, day=1) if printed else None
        text = self.document.folded.text
        out = [When(start=first, end=printed, at=one.start(), to=one.end(), basis=basis, is_span=True) for one in _SINCE_NEW_YEAR.finditer(text, start, end)]
        for one in _SINCE_THEN.finditer(text, start, end):
            before = [day for day in self.single(max(0, one.start() - _BACK), one.start()) if day.start is not None and day.start == day.end]
            if before:
                out.append(When(start=before[-1].start, end=None, at=one.start(), to=one.end(), basis="since the day named before", is_span=True))
        return out

    def _relative(self, start: int, end: int) -> list[When]:
        text, printed = self.document.folded.text, self.printed
        out = self._this_year(start, end)
        for found in _WEEKDAY.finditer(text, start, end):
            before = text[max(start, found.start() - 40) : found.start()]
            if _ISSUED.search(before) or _SAID_ON.search(before):
                continue
            if printed is None:
                out.append(When(start=None, end=None, at=found.start(), to=found.end(), basis="a day of the week, and the text prints no date"))
                continue
            back = (printed.weekday() - _WEEKDAYS[found.group(1).lower()]) % 7
            day = printed - timedelta(days=back)
            out.append(
                When(start=day, end=day, at=found.start(), to=found.end(), basis=f"the {found.group(1)} up to the date of the text, {printed.isoformat()}")
            )
        for found in _RELATIVE.finditer(text, start, end):
            if found.group("what").lower() in {"today", "اليوم", "yesterday", "امس"} and _ISSUED.search(text[max(start, found.start() - 40) : found.start()]):
                continue
            first, last = self._span_of(found)
            basis = f"relative to the date of the text, {printed.isoformat()}" if printed else "relative, and the text prints no date"
            out.append(When(start=first, end=last, at=found.start(), to=found.end(), basis=basis, is_span=first != last))
        return out

    def _ranges(self, start: int, end: int) -> list[When]:
        """Return spans of days of one month ("between 1 and 16 May"), and halves of a year."""
        text = self.document.folded.text
        out: list[When] = []
        for pattern in (_DAYS_OF, _DAYS_AFTER):
            for found in pattern.finditer(text, start, end):
                month = number_of(found.group("m"))
                year, basis = (int(found.group("y")), "stated") if found.group("y") else self.year_for(month)
                try:
                    out.append(
                        When(
                            start=date(year or 0, month, int(found.group("a"))),
                            end=date(year or 0, month, int(found.group("b"))),
                            at=found.start(),
                            to=found.end(),
                            basis=basis,
                            is_span=True,
                        )
                    )
                except ValueError:
                    continue
        for found in _HALF.finditer(text, start, end):
            year = int(found.group("y"))
            second = re.match(r"second|last|latter|الثاني|الاخير", found.group("half"), re.IGNORECASE) is not None
            first, last = (date(year, 7, 1), date(year, 12, 31)) if second else (date(year, 1, 1), date(year, 6, 30))
            out.append(When(start=first, end=last, at=found.start(), to=found.end(), is_span=True))
        return out

    def _span_of(self, found: re.Match[str]) -> tuple[date | None, date | None]:
        if self.printed is None:
            return None, None
        what, last = found.group("what").lower(), self.printed
        if what in {"today", "tonight", "earlier today", "overnight", "اليوم"}:
            return last, last
        if what in {"yesterday", "امس"}:
            return last - timedelta(days=1), last - timedelta(days=1)
        unit = (found.group("u") or found.group("this") or found.group("ethis") or found.group("ar") or "").lower().rstrip("s")
        this = found.group("this") or found.group("ethis")
        if this:
            first = {"week": last - timedelta(days=last.weekday()), "month": last.replace(day=1), "year": last.replace(month=1, day=1)}[this.lower()]
            return first, last
        number = found.group("n")
        if number in {"few", "several"}:
            return None, last
        if number is None and what.split()[-2:-1] in (["last"], ["previous"]) and unit in {"month", "year"}:
            if unit == "year":
                return date(last.year - 1, 1, 1), date(last.year - 1, 12, 31)
            before = last.replace(day=1) - timedelta(days=1)
            return before.replace(day=1), before
        many = int(number) if number and number.isdigit() else _WORDS.get(number or "", 1)
        days = {
            "hour": 1,
            "24 ساعه": 1,
            "ساعات": 1,
            "day": many,
            "يوم": 1,
            "week": 7 * many,
            "اسبوع": 7,
            "month": 30 * many,
            "شهر": 30,
            "year": 365 * many,
            "عام": 365,
            "سنه": 365,
        }.get(unit, 0)
        return (last - timedelta(days=days), last) if days else (None, last)


def _merged(found: list[When]) -> list[When]:
    """Join "since A … up until B" into one window."""
    ordered = sorted(found, key=lambda one: one.at)
    out: list[When] = []
    for one in ordered:
        last = out[-1] if out else None
        until = one.is_span and one.start is None and one.end is not None
        # "Since the beginning of this year, up to 13 October": the day that is said ends it, not that of the text.
        open_ = last is not None and (last.end is None or (last.basis.startswith("relative") and one.at - last.to <= _JOINED))
        if last is not None and until and open_ and last.is_span and last.start is not None:
            out[-1] = replace(last, end=one.end, to=one.to)
        else:
            out.append(one)
    return out
