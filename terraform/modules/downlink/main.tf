data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  name       = "${var.project}-${var.environment}"
  repository = "${path.module}/../../.."

  service_files = {
    for service in ["chat-service", "connection-service", "ingest-service", "scheduler-service"] :
    service => "${local.repository}/${service}/service.yml"
  }
  services  = { for service, file in local.service_files : service => yamldecode(file(file)) }
  artifacts = merge({ for service in keys(local.services) : service => "${local.repository}/${service}/target/${service}.zip" }, var.artifacts)

  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name
  account_id = data.aws_caller_identity.current.account_id
  arns = {
    for aws_service in ["dynamodb", "kinesis", "sqs", "ssm"] :
    aws_service => "arn:${local.partition}:${aws_service}:${local.region}:${local.account_id}"
  }

  platform = {
    partition  = local.partition
    region     = local.region
    account_id = local.account_id
    channels = {
      reference = module.channels.reference
      arn       = "${local.arns.ssm}:parameter${module.channels.parameter}"
    }
    secrets = [for path in module.channels.secrets : "${local.arns.ssm}:parameter${path}"]
    tables  = { for part, table in module.tables.tables : part => { name = table.name, arn = "${local.arns.dynamodb}:table/${table.name}" } }
    streams = { for part, stream in module.stream : part => { name = stream.name, arn = "${local.arns.kinesis}:stream/${stream.name}" } }
    queues  = { for part, queue in module.queue : part => { url = queue.url, arn = "${local.arns.sqs}:${queue.name}" } }
    websocket = {
      id            = module.websocket_api.id
      stage         = module.websocket_api.stage
      execution_arn = module.websocket_api.execution_arn
      callback_url  = module.websocket_api.callback_url
    }
    http = {
      id            = module.http_api.id
      execution_arn = module.http_api.execution_arn
    }
    schedules = local.schedules
  }

  # Each in a file of its own, with its team as the owner.
  deployed = [module.chat_service, module.connection_service, module.ingest_service, module.scheduler_service]

  logs        = { retention_days = var.log_retention_days, key_arn = one(aws_kms_key.logs[*].arn) }
  access_logs = var.access_logs ? local.logs : null
}

module "channels" {
  source = "../channels"

  name          = local.name
  channels_file = var.channels_file
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
  throttling  = var.throttling
  access_logs = local.access_logs
}

module "websocket_stage" {
  source = "../websocket-stage"

  name        = "${local.name}-websocket"
  api         = { id = module.websocket_api.id, stage = module.websocket_api.stage }
  throttling  = var.throttling
  access_logs = local.access_logs
  domain      = var.websocket_domain
  routes      = { for service in local.deployed : service.service => service.websocket_routes }
}

module "observability" {
  source = "../observability"

  name   = local.name
  region = local.region
  functions = merge([
    for service in local.deployed : { for name, function in service.functions : "${service.service}-${name}" => function }
  ]...)
  queues       = [for queue in module.queue : queue.name]
  tables       = [for table in module.tables.tables : table.name]
  streams      = [for stream in module.stream : stream.name]
  websocket    = { id = module.websocket_api.id, stage = module.websocket_api.stage }
  http         = { id = module.http_api.id }
  schedules    = { group = local.schedules.group, function = "scheduler-service-announce" }
  alarm_emails = var.alarm_emails
  log_metrics  = var.log_metrics
  dashboard    = var.dashboard
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
    ingest  = local.services["ingest-service"].functions.vehicles.memory_mb
  }
  streams   = length(module.stream)
  schedules = length(flatten([for service in local.services : [for function in service.functions : keys(try(function.schedules, {}))]]))
}
