"""The API, version 1: addresses follow the verbs, permissions are those of the pages."""

from ninja.openapi.docs import Swagger

from careloop import __version__
from careloop.catalog.api import router as catalog
from careloop.customers.api import router as customers
from careloop.kit.files.api import router as files
from careloop.kit.lifecycle.openapi import API
from careloop.org.api import router as org
from careloop.org.bearer import Bearer
from careloop.service.api import router as service
from careloop.tasks.api import router as tasks

api = API(
    title="Careloop",
    version=__version__,
    description=(
        "After-sales service, from a customer's call to a satisfied close. Every POST takes an "
        "`Idempotency-Key`; every step takes `at` for what happened earlier. Errors are problem+json."
    ),
    auth=Bearer(),
    urls_namespace="api",
    # The page would else ask a stranger on the net whether the description is valid.
    docs=Swagger(settings={"validatorUrl": None, "docExpansion": "none", "tryItOutEnabled": True}),
    docs_url="/docs",
    openapi_url="/openapi.json",
)
api.add_router("/service", service)
api.add_router("/customers", customers)
api.add_router("/catalog", catalog)
api.add_router("/tasks", tasks)
api.add_router("/org", org)
api.add_router("/files", files)
