"""Why a file, or the mapping of its columns, cannot be taken."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.refusals import Unacceptable, WrongMoment


class NotATable(Unacceptable):
    code = "not_a_table"
    sentence = _("This file is no table. Send an Excel workbook (.xlsx, .xls, .ods) or a CSV file.")


class EmptyTable(Unacceptable):
    code = "empty_table"
    sentence = _("There are no rows in this file.")


class TooLarge(Unacceptable):
    code = "too_large"
    sentence = _("This file is too large: at most %(megabytes)s MB. Split it into several files.")


class TooManyRows(Unacceptable):
    code = "too_many_rows"
    sentence = _("This table has more than %(most)s rows. Split it into several files.")


class TooWide(Unacceptable):
    code = "too_wide"
    sentence = _("This table has more than %(most)s columns. Delete those that are not needed.")


class Protected(Unacceptable):
    code = "protected"
    sentence = _("This workbook is protected by a password. Save it without one.")


class TooMuchToRead(Unacceptable):
    code = "too_much_to_read"
    sentence = _(
        "This workbook takes too much memory to read. Save the one table that is needed as a file of its own."
    )


class OpenQuotation(Unacceptable):
    code = "open_quotation"
    sentence = _("A quotation mark is opened but never closed, near row %(row)s.")


class UnknownSheet(Unacceptable):
    code = "unknown_sheet"
    sentence = _("There is no such import.")


class MissingColumns(Unacceptable):
    code = "missing_columns"
    sentence = _("Columns are missing: %(columns)s.")


class AlreadyStarted(WrongMoment):
    code = "already_started"
    sentence = _("This import was started already.")
