"""moto's server with what it lacks of AWS: snapshots that take time and may fail, recursion and logging configuration of
functions, deployments of WebSocket APIs, and changes of stages.

A published version is Pending for --snapshot-seconds, then Active; an alias can only be moved to an Active one. A function
whose name is a line of --failing gets versions whose snapshot fails.
"""

import argparse
import json
import os
import pathlib
import secrets
import time

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.apigatewayv2 import models as api_models, responses as api_responses, urls as api_urls  # noqa: E402
from moto.awslambda import exceptions, models, urls  # noqa: E402
from werkzeug.serving import run_simple  # noqa: E402

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=4566)
parser.add_argument("--snapshot-seconds", type=float, default=0)
parser.add_argument("--failing", type=pathlib.Path)
arguments = parser.parse_args()

MORE = ["LoggingConfig", "SnapStart"]

published = {}
recursive_loops = {}
deployments = {}


class NotActive(exceptions.LambdaClientError):
    code = 409

    def __init__(self, function):
        super().__init__("ResourceConflictException", f"{function.function_arn} is {state_of(function)}")


def failing():
    return arguments.failing.read_text().split() if arguments.failing and arguments.failing.exists() else []


def state_of(function):
    since, fails = published.get(function.function_arn, (0, False))
    if time.monotonic() < since + arguments.snapshot_seconds:
        return "Pending"
    return "Failed" if fails else "Active"


configuration_of = models.LambdaFunction.get_configuration
set_version_of = models.LambdaFunction.set_version
create_of = models.LambdaFunction.__init__
update_of = models.LambdaFunction.update_configuration
put_alias_of = models.LambdaStorage.put_alias
update_alias_of = models.LambdaStorage.update_alias


def create(function, account_id, spec, *more, **others):
    function.more = {"SnapStart": {"ApplyOn": "None"}} | {key: spec[key] for key in MORE if key in spec}
    create_of(function, account_id, spec, *more, **others)


def update(function, changes):
    function.more = function.more | {key: changes[key] for key in MORE if key in changes}
    return update_of(function, changes)


def set_version(function, version):
    set_version_of(function, version)
    published[function.function_arn] = (time.monotonic(), function.function_name in failing())


def get_configuration(function, on_create=False):
    configuration = configuration_of(function, on_create)
    configuration["State"] = state_of(function)
    configuration |= function.more
    if configuration["State"] == "Pending":
        configuration["LastUpdateStatus"] = "InProgress"
    if configuration["State"] == "Failed":
        configuration |= {"StateReasonCode": "FunctionError", "StateReason": "The function failed to start."}
    return configuration


def with_active_version(change):
    def checked(storage, name, function_name, function_version, description, routing_config):
        versions = [function_version, *((routing_config or {}).get("AdditionalVersionWeights") or {})]
        for version in filter(None, versions):
            function = storage.get_function_by_name_or_arn_with_qualifier(function_name, version)
            if state_of(function) != "Active":
                raise NotActive(function)
        return change(storage, name, function_name, function_version, description, routing_config)

    return checked


def recursion_config(request, full_url, headers):
    name = full_url.split("/functions/")[1].split("/")[0]
    if request.method == "PUT":
        recursive_loops[name] = json.loads(request.data)["RecursiveLoop"]
    return 200, {}, json.dumps({"RecursiveLoop": recursive_loops.get(name, "Terminate")})


def deployment(request, full_url, headers):
    name = full_url.split("?")[0].rstrip("/").split("/")[-1]
    if request.method == "POST":
        name = secrets.token_hex(5)
        deployments[name] = {"deploymentId": name, "deploymentStatus": "DEPLOYED"}
    if request.method in ("POST", "PATCH"):
        deployments[name] |= json.loads(request.data or "{}")
    if request.method == "DELETE":
        deployments.pop(name, None)
        return 204, {}, ""
    if name not in deployments:
        return 404, {"x-amzn-errortype": "NotFoundException"}, json.dumps({"message": f"There is no deployment {name}"})
    return 201 if request.method == "POST" else 200, {}, json.dumps(deployments[name])


def stage_to_json(stage):
    return stage_to_json_of(stage) | {"deploymentId": stage.config.get("deploymentId")}


def update_stage(response):
    stage = response.apigatewayv2_backend.get_stage(response.path.split("/")[-3], response.path.split("/")[-1])
    stage.__init__(response.apigatewayv2_backend.get_api(response.path.split("/")[-3]), stage.config | json.loads(response.body))
    return 200, {}, json.dumps(stage.to_json())


stage_to_json_of = api_models.Stage.to_json
api_models.Stage.to_json = stage_to_json
api_responses.ApiGatewayV2Response.update_stage = update_stage
models.LambdaFunction.__init__ = create
models.LambdaFunction.update_configuration = update
models.LambdaFunction.set_version = set_version
models.LambdaFunction.get_configuration = get_configuration
models.LambdaStorage.put_alias = with_active_version(put_alias_of)
models.LambdaStorage.update_alias = with_active_version(update_alias_of)
urls.url_paths["{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[\\w_:%-]+)/recursion-config$"] = recursion_config
api_urls.url_paths["{0}/v2/apis/(?P<api_id>[^/]+)/deployments$"] = deployment
api_urls.url_paths["{0}/v2/apis/(?P<api_id>[^/]+)/deployments/(?P<deployment_id>[^/]+)$"] = deployment

# Only now: the applications read the paths once.
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402

run_simple("127.0.0.1", arguments.port, DomainDispatcherApplication(create_backend_app), threaded=True)
