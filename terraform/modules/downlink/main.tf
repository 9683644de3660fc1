data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  name       = "${var.project}-${var.environment}"
  repository = "${path.module}/../../.."

  # What runs here: a file for each service, which its team owns. A service without one is not deployed.
  releases = {
    for service in ["chat-service", "connection-service", "ingest-service", "scheduler-service", "probe-service"] :
    service => yamldecode(file("${var.services_folder}/${service}.yml")) if fileexists("${var.services_folder}/${service}.yml")
  }
  service_files = { for service in keys(local.releases) : service => "${local.repository}/${service}/service.yml" }
  # Of service.yml: functions with an option that is not on do not exist.
  options = var.connection_beat ? ["connection_beat"] : []
  services = {
    for service, file in local.service_files : service => merge(yamldecode(file(file)), {
      functions = {
        for name, function in yamldecode(file(file)).functions : name => function if contains(concat(["always"], local.options), try(function.option, "always"))
      }
    })
  }

  artifacts_bucket = coalesce(var.artifacts_bucket, "downlink-artifacts-${local.account_id}-${local.region}")

  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name
  account_id = data.aws_caller_identity.current.account_id
  arns = {
    for aws_service in ["dynamodb", "kinesis", "sqs", "ssm"] :
    aws_service => "arn:${local.partition}:${aws_service}:${local.region}:${local.account_id}"
  }

  # Not the stage's: it waits for the routes, and these belong to services.
  websocket_url = (
    var.websocket_domain != null ? "wss://${join("/", compact([var.websocket_domain.name, var.websocket_domain.mapping_key]))}"
    : replace(coalesce(var.emulator.callback_url, module.websocket_api.callback_url), "/^http/", "ws")
  )

  platform = {
    partition  = local.partition
    region     = local.region
    account_id = local.account_id
    channels = {
      reference = var.emulator.parameter_versions ? module.channels.reference : "ssm:${module.channels.parameter}"
      arn       = "${local.arns.ssm}:parameter${module.channels.parameter}"
    }
    secrets = { for group, paths in module.channels.secrets_by_use : group => [for path in paths : "${local.arns.ssm}:parameter${path}"] }
    tables  = { for part, table in module.tables.tables : part => { name = table.name, arn = "${local.arns.dynamodb}:table/${table.name}" } }
    streams = { for part, stream in module.stream : part => { name = stream.name, arn = "${local.arns.kinesis}:stream/${stream.name}" } }
    queues  = { for part, queue in module.queue : part => { url = queue.url, arn = "${local.arns.sqs}:${queue.name}" } }
    websocket = {
      id            = module.websocket_api.id
      stage         = module.websocket_api.stage
      execution_arn = module.websocket_api.execution_arn
      url           = local.websocket_url
      callback_url  = coalesce(var.emulator.callback_url, module.websocket_api.callback_url)
    }
    http = {
      id            = module.http_api.id
      execution_arn = module.http_api.execution_arn
      url           = module.http_api.url
      authorization = var.http_authorization
    }
    schedules = local.schedules
  }

  # By service and function.
  reserved_concurrency = {
    for service in toset([for function in keys(var.reserved_concurrency) : split("/", function)[0]]) : service => {
      for function, count in var.reserved_concurrency : split("/", function)[1] => count if split("/", function)[0] == service
    }
  }
  reserved = sum(concat(
    [module.chat_service.reserved_concurrency, module.connection_service.reserved_concurrency],
    module.ingest_service[*].reserved_concurrency, module.scheduler_service[*].reserved_concurrency, module.probe_service[*].reserved_concurrency,
  ))

  emulator = {
    recursion_config      = var.emulator.recursion_config
    log_settings          = var.emulator.log_settings
    alias_integrations    = var.emulator.alias_integrations
    schedule_placeholders = var.emulator.schedule_placeholders
  }

  logs        = { retention_days = var.log_retention_days, level = var.log_level, key_arn = one(aws_kms_key.logs[*].arn) }
  access_logs = var.access_logs ? local.logs : null
}

# Lambda refuses to reserve what would leave less than 100 for the rest. Known in the plan, instead of in the middle of an apply.
resource "terraform_data" "concurrency" {
  input = local.reserved

  lifecycle {
    precondition {
      condition     = local.reserved == 0 || local.reserved <= var.account_concurrency - 100
      error_message = "The functions reserve ${local.reserved} environments, of ${var.account_concurrency} that the account may have (account_concurrency), and 100 must be left. In a new account nothing can be reserved: set reserved_concurrency = { \"chat-service/fan-out\" = -1 … } for each function whose service.yml reserves some, or ask for a larger quota."
    }
  }
}

module "channels" {
  source = "../channels"

  name           = local.name
  channels_file  = var.channels_file
  allow_insecure = var.allow_insecure
}

module "tables" {
  source = "../tables"

  name         = local.name
  tables       = merge([for service in values(local.services) : try(service.tables, {})]...)
  protect_data = var.protect_data
}

module "stream" {
  source   = "../stream"
  for_each = merge([for service in values(local.services) : try(service.streams, {})]...)

  name      = "${local.name}-${each.key}"
  shards    = each.value.shards
  on_demand = var.streams_on_demand
}

module "queue" {
  source   = "../queue"
  for_each = toset(flatten([for service in values(local.services) : try(service.queues, [])]))

  name = "${local.name}-${each.key}"
}

module "websocket_api" {
  source = "../websocket-api"

  name  = "${local.name}-websocket"
  stage = var.environment
}

module "http_api" {
  source = "../http-api"

  name        = "${local.name}-http"
  throttling  = var.throttling.http
  access_logs = local.access_logs
}

module "websocket_stage" {
  source = "../websocket-stage"

  name        = "${local.name}-websocket"
  api         = { id = module.websocket_api.id, stage = module.websocket_api.stage }
  throttling  = { connections = var.throttling.connections, messages = var.throttling.messages }
  access_logs = local.access_logs
  domain      = var.websocket_domain
  deployments = var.emulator.deployments

  # Output by output: a module as a whole would make the stage wait for everything in it.
  routes = merge(
    { chat-service = module.chat_service.websocket_routes, connection-service = module.connection_service.websocket_routes },
    { for service in module.ingest_service[*].websocket_routes : "ingest-service" => service },
    { for service in module.scheduler_service[*].websocket_routes : "scheduler-service" => service },
  )
}

module "observability" {
  source = "../observability"

  name   = local.name
  region = local.region
  functions = merge(
    { for name, function in module.chat_service.functions : "chat-service-${name}" => function },
    { for name, function in module.connection_service.functions : "connection-service-${name}" => function },
    { for name, function in try(module.ingest_service[0].functions, {}) : "ingest-service-${name}" => function },
    { for name, function in try(module.scheduler_service[0].functions, {}) : "scheduler-service-${name}" => function },
    { for name, function in try(module.probe_service[0].functions, {}) : "probe-service-${name}" => function },
  )
  queues                 = [for queue in module.queue : queue.name]
  tables                 = [for table in module.tables.tables : table.name]
  streams                = [for stream in module.stream : stream.name]
  websocket              = { id = module.websocket_api.id, stage = module.websocket_api.stage }
  http                   = { id = module.http_api.id }
  alarm_emails           = var.alarm_emails
  account_concurrency    = var.account_concurrency
  monthly_budget_dollars = var.monthly_budget_dollars
  log_metrics            = var.log_metrics
  dashboard              = var.dashboard
  schedules = contains(keys(local.releases), "scheduler-service") ? {
    group    = local.schedules.group
    function = "scheduler-service-announce"
  } : null
  probe = contains(keys(local.releases), "probe-service")
}

module "report" {
  source = "../report"

  # What is not said is the report's own default.
  expected     = { for part, value in var.expected : part => value if value != null }
  architecture = var.architecture
  memory_mb = {
    session = local.services["connection-service"].functions.session.memory_mb
    publish = local.services["chat-service"].functions.publish.memory_mb
    fan_out = local.services["chat-service"].functions.fan-out.memory_mb
    ingest  = try(local.services["ingest-service"].functions.vehicles.memory_mb, 0)
  }
  kinesis = {
    streams   = length(module.stream)
    on_demand = var.streams_on_demand
    shards    = sum(concat([0], [for stream in merge([for service in values(local.services) : try(service.streams, {})]...) : stream.shards]))
  }
  alarms          = length(module.observability.alarms)
  dashboard       = var.dashboard
  log_key         = var.encrypt_logs
  access_logs     = var.access_logs
  tracing         = var.tracing
  probe           = contains(keys(local.releases), "probe-service")
  connection_beat = var.connection_beat
  # But for the probe's, which costs more than its run.
  schedules = length(flatten([
    for name, service in local.services : [for function in service.functions : keys(try(function.schedules, {}))] if name != "probe-service"
  ]))
}
