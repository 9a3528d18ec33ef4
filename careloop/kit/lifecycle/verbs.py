"""All that a domain's actions need of a life cycle."""

from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.actor import Actor, System
from careloop.kit.lifecycle.allow import allowed, require, require_everywhere
from careloop.kit.lifecycle.refusals import NotAllowed, Refusal, Unacceptable, WrongMoment
from careloop.kit.lifecycle.take import begin, hold, take
from careloop.kit.lifecycle.whole import whole

__all__ = [
    "Actor",
    "NotAllowed",
    "Refusal",
    "System",
    "Unacceptable",
    "WrongMoment",
    "action",
    "allowed",
    "begin",
    "hold",
    "require",
    "require_everywhere",
    "take",
    "whole",
]
