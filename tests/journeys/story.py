"""The main job, told once: invited, joined, asked, booked, met, looked back; offered, asked for, delivered, thanked."""

from __future__ import annotations

import os
import re
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.letters import letter, letters, links, text_of, unsubscribe
from tests.journeys.visitor import PATIENCE, Visitor
from tests.served import Site

NEWCOMER = "Noémie Girard"
ADDRESS = "noemie@example.org"
PASSPHRASE = "seven quiet otters"
ZONE, MENTOR_ZONE = "Europe/Lisbon", "Europe/Madrid"
MENTOR, GIVER = "Inés Ortega", "Jonas Weber"
INNOVATION = "Repair cafés for farm tools"
OFFER = "Half-days of legal advice"
REASON = "We grew to four villages and now need a price that members can bear. What would you try first?"


SCRIPTED = (True, False) if os.environ.get("COMMONWEAVE_SOAK") else (True,)
"""With JavaScript; without it when there is time: the whole loop, reports and rounds go without it every time."""


@dataclass
class Loop:
    """Who plays, and what came of it so far."""

    site: Site
    animator: Visitor
    newcomer: Visitor
    mentor: Visitor
    giver: Visitor
    urls: dict[str, str] = field(default_factory=dict)
    start: datetime | None = None

    def everybody(self) -> list[Visitor]:
        return [self.animator, self.newcomer, self.mentor, self.giver]


def mentoring(loop: Loop) -> None:
    """From the invitation to the two answers after the session."""
    invite(loop)
    join(loop)
    put_forward(loop)
    become_mentor(loop)
    ask(loop)
    accept(loop)
    book(loop)
    begin_to_talk(loop)
    talk(loop)
    let_it_pass(loop)
    look_back(loop)


def giving(loop: Loop) -> None:
    """From the offer to the thanks, and what can be seen of it."""
    offer(loop)
    claim(loop)
    agree_and_deliver(loop)
    confirm(loop)
    see_what_came_of_it(loop)
    read_the_mail(loop)


# --- coming in -------------------------------------------------------------------------------------------------------


def invite(loop: Loop) -> None:
    who = loop.animator
    who.arrive(re.compile("Ana"))
    who.follow("Invite people")
    who.arrive("Invitations")
    who.write("Mail address", ADDRESS)
    who.write("Name", NEWCOMER)
    who.write("A personal note", "We met in Porto.")
    who.press("Send the invitation")
    who.told("1 pending")
    expect(who.card("Not answered yet")).to_contain_text(NEWCOMER)


def join(loop: Loop) -> None:
    mail = letter(loop.site, ADDRESS, "invitation")
    assert "We met in Porto." in text_of(mail)
    link = re.search(rf"{re.escape(loop.site.url)}/invitations/\S+", text_of(mail))
    assert link, text_of(mail)
    who = loop.newcomer
    who.open(link[0])
    who.arrive("Welcome to Test cluster")
    expect(who.main.get_by_label("Your name")).to_have_value(NEWCOMER)
    who.fill(who.main.get_by_label("Choose a password"), PASSPHRASE)
    zone = who.main.get_by_label("Your time zone")
    if who.scripted:
        expect(zone).to_have_value(ZONE)
    else:
        who.select(zone, ZONE)
    who.press("Join")
    complete_profile(who)


def complete_profile(who: Visitor) -> None:
    who.arrive("Your account")
    who.write("In one line", "Keeps farm tools running")
    who.write("Organisation", "Oficina Comum")
    who.check("English")
    who.check("Portuguese")
    who.press("Save your profile")
    who.arrive(re.compile("Noémie"))
    who.told("Nothing waits for you")
    who.go("People")
    who.arrive("People")
    who.follow(NEWCOMER)
    who.arrive(NEWCOMER)
    who.told("Oficina Comum")
    who.told("English, Portuguese")


# --- mentoring -------------------------------------------------------------------------------------------------------


def put_forward(loop: Loop) -> None:
    who = loop.newcomer
    who.go("Innovations")
    who.arrive("Innovations")
    who.follow("Put one forward")
    who.arrive("Put an innovation forward")
    who.write("Name", INNOVATION)
    who.write("What it is, in short", "Neighbours mend their tools together, and learn how.")
    who.press("Put it forward")
    who.arrive(INNOVATION)
    who.unfold("Add a need")
    who.choose("Topic", "Pricing")
    who.write("What exactly", "Find a price that members can bear")
    who.press("Add this need")
    expect(who.card("What it needs")).to_contain_text("Find a price that members can bear")


def become_mentor(loop: Loop) -> None:
    who = loop.mentor
    who.go("Mentoring")
    who.arrive("Mentoring")
    who.follow("Become a mentor")
    who.arrive("Become a mentor")
    who.write("What I can help with", "Prices for what was free until now.")
    who.check("Pricing")
    who.press("Save what I offer")
    who.arrive("When I am free")
    hours = who.card("Weekly hours")
    for day in ("Monday", "Wednesday", "Thursday"):
        who.write(f"{day}, from", "9:00", hours)
        who.write(f"{day}, until", "12:30", hours)
    who.press("Save these hours")
    who.arrive("When I am free")
    who.told("What others can book, by the clock of Europe/Madrid.")
    who.press("Publish the profile")
    who.told("Can be asked")


def ask(loop: Loop) -> None:
    who = loop.newcomer
    who.go("Mentoring")
    who.arrive("Mentoring")
    who.follow("Find a mentor")
    who.arrive("Mentors")
    search = who.main.get_by_label("Search mentors").first
    who.fill(who.main.get_by_role("searchbox"), "ines")
    who.page.keyboard.press("Enter")
    expect(who.page).to_have_url(re.compile("q=ines"), timeout=PATIENCE)
    assert search
    who.told("1 mentor")
    who.follow(MENTOR)
    who.arrive(MENTOR)
    expect(who.card("Why you two match")).to_contain_text("1 of your 1 support needs")
    who.follow("Ask for mentoring")
    who.arrive(f"Ask {MENTOR} for mentoring")
    too_short(who)
    who.write("What do you want to work on", REASON)
    who.press("Send this request")
    who.arrive("Request for mentoring")
    who.told("Waiting for an answer")


def too_short(who: Visitor) -> None:
    """A wrong value: a sentence beside its field, what was typed is kept, the focus goes there."""
    who.write("What do you want to work on", "Help us")
    who.press("Send this request")
    who.told("There is a problem")
    who.forgive(422)
    expect(who.main.get_by_label("What do you want to work on")).to_have_value("Help us")
    expect(who.main.locator("#reason-error")).to_contain_text("at least 40 characters")
    if who.scripted:
        expect(who.main.locator(".error-summary")).to_be_focused()


def accept(loop: Loop) -> None:
    mail = letter(loop.site, "mentor@example.org", NEWCOMER)
    assert loop.site.url in text_of(mail)
    who = loop.mentor
    who.go("Today")
    who.arrive(re.compile("Inés"))
    needs = who.card("Needs you")
    expect(needs).to_contain_text(NEWCOMER)
    who.click(needs.get_by_role("link").last)
    who.arrive("Request for mentoring")
    who.told(REASON)
    who.press("Accept this request")
    who.arrive(f"Mentoring with {NEWCOMER}")
    loop.urls["mentorship"] = who.page.url


def book(loop: Loop) -> None:
    """Each sees their own zone's time first, and the partner's beside it."""
    who = loop.newcomer
    who.go("Mentoring")
    who.arrive("Mentoring")
    who.follow(f"Open the mentorship with {MENTOR}")
    who.arrive(f"Mentoring with {MENTOR}")
    if who.main.get_by_text("Go to the nearest week").count():
        who.follow("Go to the nearest week with free times")
    slot = who.main.locator("input[name=start]:enabled").first
    loop.start = datetime.fromisoformat(str(slot.get_attribute("value")).replace("Z", "+00:00"))
    mine, theirs = (f"{loop.start.astimezone(ZoneInfo(zone)):%H:%M}" for zone in (ZONE, MENTOR_ZONE))
    expect(slot).to_have_accessible_name(re.compile(rf"{mine}, {theirs} for Inés$"))
    who.tick(slot)
    who.press("Book this time")
    who.arrive(f"Session with {MENTOR}")
    who.told("The session is booked")
    loop.urls["session"] = who.page.url
    for visitor, own, other, zone, name in (
        (who, mine, theirs, "Europe/Lisbon", "Inés"),
        (loop.mentor, theirs, mine, "Europe/Madrid", "Noémie"),
    ):
        visitor.go("Mentoring")
        visitor.arrive("Mentoring")
        visitor.follow(NEWCOMER if visitor is loop.mentor else MENTOR, visitor.card("Next sessions"))
        visitor.arrive(re.compile("Session with"))
        when = visitor.card("When and where")
        expect(when).to_contain_text(f"{own}–")
        expect(when).to_contain_text(f"({zone}; {other} for {name})")
    letter(loop.site, "mentor@example.org", "booked")


def begin_to_talk(loop: Loop) -> None:
    """A first message, from the session's page; the other finds it among the messages."""
    one, other = loop.newcomer, loop.mentor
    one.follow("Write to Inés")
    one.arrive(f"Write to {MENTOR}")
    one.write("Your message", "Shall I send you our figures before we meet?")
    one.press("Send")
    one.arrive(MENTOR)
    other.go("Messages")
    other.arrive("Messages")
    other.click(other.main.get_by_role("link").filter(has_text=NEWCOMER))
    other.arrive(NEWCOMER)
    other.told("Shall I send you our figures before we meet?")


def talk(loop: Loop) -> None:
    """Both have the conversation open; what one writes is there for the other within three seconds."""
    one, other = loop.newcomer, loop.mentor
    for writer, reader, words in ((other, one, "Please do."), (one, other, "They are on their way.")):
        writer.write("Your message", words)
        writer.press("Send")
        if not reader.scripted:
            expect(writer.main.get_by_text(words)).to_be_visible()
            reader.page.reload()
        expect(reader.main.get_by_text(words)).to_be_visible(timeout=3000)
        expect(writer.main.get_by_text(words)).to_be_visible()
        assert reader.main.get_by_text(words).count() == 1
        assert writer.main.get_by_text(words).count() == 1


def let_it_pass(loop: Loop) -> None:
    """The session is two hours ago: the one thing that a test cannot wait for."""
    back = f"-{int((loop.start - datetime.now(loop.start.tzinfo) + timedelta(hours=2)).total_seconds())} seconds"  # type: ignore[operator]
    earlier = "{0} = strftime('%Y-%m-%d %H:%M:%S', {0}, ?) || '.000000'"
    with sqlite3.connect(loop.site.instance / "commonweave.db", timeout=20) as database:
        database.execute(
            f"UPDATE mentoring_sessions SET {earlier.format('starts_at')}, {earlier.format('ends_at')}",
            (back, back),
        )
    database.close()


def look_back(loop: Loop) -> None:
    """One marks it held, both see it, both answer the two questions."""
    who = loop.mentor
    who.go("Today")
    who.arrive(re.compile("Inés"))
    needs = who.card("Needs you")
    expect(needs).to_contain_text(NEWCOMER)
    who.click(needs.get_by_role("link").last)
    who.arrive(f"Session with {NEWCOMER}")
    who.press("It took place")
    for visitor in (who, loop.newcomer):
        if visitor is loop.newcomer:
            visitor.go("Mentoring")
            visitor.arrive("Mentoring")
            visitor.follow(MENTOR, visitor.card("Past sessions"))
            visitor.arrive(f"Session with {MENTOR}")
        visitor.told("Held")
        feedback = visitor.card("Looking back")
        visitor.check("Very useful", feedback)
        visitor.write("What is the next step?", "Try two prices in two villages.", feedback)
        visitor.press("Send my answers", feedback)
        expect(visitor.main.get_by_role("button", name="Change my answers")).to_be_visible(timeout=PATIENCE)


# --- offers and needs ------------------------------------------------------------------------------------------------


def offer(loop: Loop) -> None:
    who = loop.giver
    who.go("Offers")
    who.arrive("Offers and needs")
    who.follow("Post an offer")
    who.arrive("Post an offer")
    who.write("Title", OFFER)
    who.write("Description", "Statutes, contracts, the first employee. In **German** or English.")
    who.choose("Category", "Professional service")
    who.write("How many", "2")
    who.write("Of what", "half-days")
    who.press("Post this offer")
    who.arrive(OFFER)
    who.told("2 of 2 half-days left")
    loop.urls["post"] = who.page.url


def claim(loop: Loop) -> None:
    who = loop.newcomer
    who.go("Offers")
    who.arrive("Offers and needs")
    who.follow(OFFER)
    who.arrive(OFFER)
    who.write("Message", "We want to employ our first mechanic and need a contract.")
    who.press("Send the request")
    who.arrive(OFFER)
    who.told(f"It is the turn of {GIVER} to answer.")
    loop.urls["claim"] = who.page.url


def agree_and_deliver(loop: Loop) -> None:
    mail = letter(loop.site, "stakeholder@example.org", NEWCOMER)
    who = loop.giver
    link = re.search(rf"{re.escape(loop.site.url)}/offers/\S+", text_of(mail))
    assert link, text_of(mail)
    who.open(link[0])
    who.arrive(OFFER)
    who.press("Accept")
    who.told(f"It is your turn: give it to {NEWCOMER}, then say so here.")
    letter(loop.site, ADDRESS, "agreed to give")
    who.press("It is delivered")
    who.told(f"It is the turn of {NEWCOMER} to confirm.")


def confirm(loop: Loop) -> None:
    who = loop.newcomer
    who.go("Today")
    who.arrive(re.compile("Noémie"))
    needs = who.card("Needs you")
    expect(needs).to_contain_text(OFFER)
    who.click(needs.get_by_role("link").last)
    who.arrive(OFFER)
    who.write("A word of thanks", "The contract is signed. Thank you!")
    who.press("I have received it")
    who.told("Done on")
    who.told("The contract is signed. Thank you!")


def see_what_came_of_it(loop: Loop) -> None:
    """The post, the board, the log and Today agree."""
    who = loop.giver
    who.open(loop.urls["post"])
    who.arrive(OFFER)
    who.told("1 of 2 half-days left")
    who.go("Offers")
    who.arrive("Offers and needs")
    who.told("1 delivered this month")
    loop.animator.go("Activity")
    loop.animator.arrive("Activity log")
    log = loop.animator.main.locator(".log").first
    expect(log).to_contain_text(OFFER)
    expect(log).to_contain_text(f"{NEWCOMER}")
    loop.animator.go("Today")
    loop.animator.arrive(re.compile("Ana"))
    month = loop.animator.card("This month")
    expect(month).to_contain_text(re.compile(r"Deliveries confirmed\s*1"))
    # In the first hours of a month, the session of two hours ago was last month's.
    expect(month).to_contain_text(re.compile(r"Sessions held\s*(1|0\s*1 last month)"))


# --- the mails -------------------------------------------------------------------------------------------------------


def read_the_mail(loop: Loop) -> None:
    """Every mail that the story sent: text and HTML, links that work for whom it is for, a way out in one click."""
    mails = letters(loop.site)
    assert len(mails) >= 7, [(str(one["To"]), str(one["Subject"])) for one in mails]
    readers = {ADDRESS: loop.newcomer, "mentor@example.org": loop.mentor, "stakeholder@example.org": loop.giver}
    for mail in mails:
        assert mail["Message-ID"] and mail["Date"] and mail["From"], mail["Subject"]
        reader = readers[mail["To"].addresses[0].addr_spec]
        for link in links(mail):
            answer = reader.context.request.get(link)
            assert link.startswith(loop.site.url) and answer.status == 200, (mail["Subject"], link, answer.status)
        if "invitation" not in mail["Subject"]:
            assert unsubscribe(mail) == 200, mail["Subject"]
    loop.mentor.open("/account/mail")
    loop.mentor.arrive("Mail settings")
    boxes = loop.mentor.main.locator("input[type=checkbox]")
    assert boxes.count() > loop.mentor.main.locator("input[type=checkbox]:checked").count()
