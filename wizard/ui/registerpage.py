"""What a page that connects the partner's register does, for one company and for an office."""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.flow.answers import ConnectPartnerAnswers
from wizard.flow.ports import Found
from wizard.flow.steps import Effect
from wizard.messages import say
from wizard.model.records import Kind
from wizard.ui.page import Notice, Page
from wizard.ui.widgets.strip import Strip


class RegisterPage(Page):
    """Every answer is kept as it is given; what it changes is tested at once.

    A page makes ``trouble`` when it is built: there stands what the register itself says is wrong
    with it, though it opened.
    """

    trouble: Strip

    # what a page makes

    def testing(self) -> str:
        """What is being done while the register is tested, in words."""
        raise NotImplementedError

    def show_said(self) -> None:
        """Show what is said and what was found."""
        raise NotImplementedError

    def refusal(self, problem: Problem) -> Notice:
        """The problem that keeps the register from being used, and the way out."""
        return Notice(problem, self.test)

    # what is the same

    @property
    def said(self) -> ConnectPartnerAnswers:
        """What has been answered so far."""
        return self.desk.runner.journey.of(ConnectPartnerAnswers)

    def answers(self) -> ConnectPartnerAnswers:
        return self.said

    def answer(self, said: ConnectPartnerAnswers) -> None:
        """Keep what the register is opened with; what was found in it before no longer holds."""
        self.desk.runner.unlearn(Effect.OPEN_PARTNER)
        self.desk.runner.answer(said)

    def say_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Let these kinds take part."""
        profile = self.desk.profile
        every = profile is not None and set(kinds) == set(profile.kinds)
        self.answer(replace(self.said, kinds=None if every else kinds))
        self.test()

    def decide(self, said: ConnectPartnerAnswers) -> None:
        """Keep a decision; what was planned by another is planned anew."""
        self.desk.runner.unlearn(Effect.PLAN)
        self.desk.runner.answer(said)
        self._seen()

    def test(self) -> None:
        """Open the register, where anything of it takes part."""
        if self.said.kinds == ():
            self._seen()
            return
        self.perform(
            Effect.OPEN_PARTNER, then=self._opened, saying=self.testing, failed=self._refused
        )

    def show_trouble(self) -> None:
        """Say what the register says is wrong with it."""
        fact = self.desk.runner.journey.facts.partner
        problems = fact.check.problems if fact else ()
        self.trouble.setVisible(bool(problems))
        if problems:
            words = say(problems[0])
            more = "\n".join(say(one).message for one in problems[1:20])
            self.trouble.say(words.message, words.remedy, detail=more)

    def _opened(self, found: Found) -> None:
        self.notice = None
        self._seen()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.desk.runner.unlearn(Effect.OPEN_PARTNER)
        self.notice = self.refusal(problems[0])
        self._seen()

    def _seen(self) -> None:
        self.show_said()
        self.changed.emit()
