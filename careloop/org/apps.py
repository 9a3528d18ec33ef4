from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "careloop.org"
    label = "org"

    def ready(self) -> None:
        from careloop.kit import resolvers
        from careloop.org import access, queries, words  # noqa: F401 - its words for the journal

        resolvers.register(
            calendar_of=queries.calendar_of,
            people_in_post=queries.people_in_post,
            people_of=queries.people_of,
            people_who_may=queries.people_who_may,
            person_may=access.person_may,
            person_by_username=queries.person_by_username,
            person_names=queries.person_names,
            unit_names=queries.unit_names,
            units_above=queries.units_above,
            post_name=queries.post_name,
            contact_of=queries.contact_of,
        )
