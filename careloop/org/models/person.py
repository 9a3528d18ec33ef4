from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from careloop.kit.names import NamesField, say


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor) -> models.QuerySet["Person"]:
        units = actor.units("org.person.see")
        return (
            self if units is None else self.filter(models.Q(unit_id__in=units) | models.Q(pk=actor.person_id))
        )


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Someone who works here; may sign in when `username` and a password are set."""

    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="people", verbose_name=_("unit"))
    is_active = models.BooleanField(default=True)
    # The password was given by somebody else; it opens nothing but the page on which another is chosen.
    must_choose_password = models.BooleanField(default=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Skill(models.Model):
    """What a technician must be able to do; product families name the skill they ask for."""

    code = models.SlugField(max_length=40, unique=True)
    names = NamesField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return say(self.names)


class PersonSkill(models.Model):
    class Level(models.IntegerChoices):
        JUNIOR = 1, _("junior")
        MIDDLE = 2, _("experienced")
        SENIOR = 3, _("senior")

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="people")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.MIDDLE)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="one_level_a_skill")]

    def __str__(self) -> str:
        return f"{self.skill} {self.get_level_display()}"
