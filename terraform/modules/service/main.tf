locals {
  service = yamldecode(file(var.service_file))
  # What the environment did not ask for does not exist, and costs nothing.
  functions = {
    for name, function in local.service.functions : name => function if contains(concat(["always"], var.options), try(function.option, "always"))
  }
  prefix = "${var.name}-${local.service.service}"

  reserved_concurrency = {
    for name, function in local.functions : name => try(var.reserved_concurrency[name], function.reserved_concurrency, -1)
  }

  # Only "latest" is looked up: it is what ./release uploaded last.
  version = var.release.version == "latest" ? trimspace(data.aws_s3_object.latest[0].body) : var.release.version

  arns = {
    function  = "arn:${var.platform.partition}:lambda:${var.platform.region}:${var.platform.account_id}:function"
    log_group = "arn:${var.platform.partition}:logs:${var.platform.region}:${var.platform.account_id}:log-group"
  }

  # Other functions go by the name they will have, so that services may refer to each other in a circle. Always by
  # their alias: $LATEST has no snapshot, and is not what was rolled out.
  referred_functions = {
    for reference in toset(concat(
      values(try(local.service.environment, {})),
      flatten([for function in values(local.functions) : keys(try(function.permissions, {}))])
    )) :
    reference => "${var.name}-${replace(trimprefix(reference, "function:"), "/", "-")}:live"
    if startswith(reference, "function:")
  }
  referred_function_arns = {
    for reference in toset(values(try(local.service.environment, {}))) :
    reference => "${local.arns.function}:${var.name}-${replace(trimprefix(reference, "function-arn:"), "/", "-")}:live"
    if startswith(reference, "function-arn:")
  }

  # What a reference of service.yml stands for: in an environment variable …
  values = merge(
    {
      "channels"      = var.platform.channels.reference
      "callback-url"  = var.platform.websocket.callback_url
      "websocket-url" = var.platform.websocket.url
      "http-url"      = var.platform.http.url
      "schedules"     = var.platform.schedules.group
      "schedule-role" = var.platform.schedules.role_arn
    },
    { for name, table in var.platform.tables : "table:${name}" => table.name },
    { for name, stream in var.platform.streams : "stream:${name}" => stream.name },
    { for name, queue in var.platform.queues : "queue:${name}" => queue.url },
    { for name, queue in var.platform.queues : "queue-arn:${name}" => queue.arn },
    local.referred_functions,
    local.referred_function_arns,
  )

  # … and as the resources of a permission.
  resources = merge(
    {
      "channels" = [var.platform.channels.arn]
    },
    { for group, arns in var.platform.secrets : "secrets:${group}" => arns },
    {
      "schedules" = ["arn:${var.platform.partition}:scheduler:${var.platform.region}:${var.platform.account_id}:schedule/${var.platform.schedules.group}/*"]
      # IAM cannot restrict which schedules are listed.
      "schedule-list" = ["*"]
      "schedule-role" = [var.platform.schedules.role_arn]
    },
    {
      # Which connections there will be, nobody knows.
      for method in ["DELETE", "GET", "POST"] :
      "connections:${method}" => ["${var.platform.websocket.execution_arn}/${var.platform.websocket.stage}/${method}/@connections/*"]
    },
    { for name, table in var.platform.tables : "table:${name}" => [table.arn] },
    { for name, stream in var.platform.streams : "stream:${name}" => [stream.arn] },
    { for name, queue in var.platform.queues : "queue:${name}" => [queue.arn] },
    { for reference, name in local.referred_functions : reference => ["${local.arns.function}:${name}"] },
  )
}

data "aws_s3_object" "latest" {
  count = var.release.version == "latest" ? 1 : 0

  bucket = var.artifacts_bucket
  key    = "${local.service.service}/latest"
}

# Fails when nobody released this version: ./release <service> does.
data "aws_s3_object" "artifact" {
  bucket = var.artifacts_bucket
  key    = "${local.service.service}/${local.version}.zip"
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = "${local.prefix}-${each.key}"
  # The only part of the configuration that Terraform may change at will: a new text makes a new version.
  description   = "${local.service.service}, ${each.key} (secrets ${var.secrets_revision}, revision ${var.release.revision})"
  role          = aws_iam_role.function[each.key].arn
  handler       = each.value.handler
  runtime       = "java21"
  architectures = [var.architecture]
  memory_size   = each.value.memory_mb
  timeout       = each.value.timeout_seconds

  # From S3, because the provider rolls out functions with a local file one after the other.
  s3_bucket                      = data.aws_s3_object.artifact.bucket
  s3_key                         = data.aws_s3_object.artifact.key
  s3_object_version              = data.aws_s3_object.artifact.version_id == "" ? null : data.aws_s3_object.artifact.version_id
  publish                        = true
  reserved_concurrent_executions = local.reserved_concurrency[each.key]

  environment {
    variables = { for name, reference in try(local.service.environment, {}) : name => local.values[reference] }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? ["PublishedVersions"] : []
    content {
      apply_on = snap_start.value
    }
  }

  tracing_config {
    mode = var.tracing
  }

  dynamic "logging_config" {
    for_each = var.emulator.log_settings ? ["JSON"] : []
    content {
      log_format = logging_config.value
      # Lambda's own lines: not the start and the end of each invocation, which cost more than they tell.
      system_log_level      = "WARN"
      application_log_level = var.logs.level
      log_group             = aws_cloudwatch_log_group.function[each.key].name
    }
  }

  tags = { service = local.service.service }

  # A function that starts before it may read its rules does not start.
  depends_on = [aws_iam_role_policy.function, terraform_data.permitted]
}

# Lambda stops what invokes itself after some 16 rounds. A worker that hands on what is left does so on purpose, and as
# often as there is work; its lease and its offsets end the chain.
resource "aws_lambda_function_recursion_config" "this" {
  for_each = {
    for name, function in local.functions : name => function
    if var.emulator.recursion_config && can(function.permissions["function:${local.service.service}/${name}"])
  }

  function_name  = aws_lambda_function.this[each.key].function_name
  recursive_loop = "Allow"
}

resource "aws_cloudwatch_log_group" "function" {
  for_each = local.functions

  name              = "/aws/lambda/${local.prefix}-${each.key}"
  retention_in_days = var.logs.retention_days
  kms_key_id        = var.logs.key_arn
  tags              = { service = local.service.service }
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = { for name, function in local.functions : name => function.async if can(function.async) }

  function_name                = aws_lambda_alias.live[each.key].function_name
  qualifier                    = aws_lambda_alias.live[each.key].name
  maximum_retry_attempts       = try(each.value.maximum_retry_attempts, 2)
  maximum_event_age_in_seconds = try(each.value.maximum_event_age_seconds, 21600)

  dynamic "destination_config" {
    for_each = try([each.value.on_failure_queue], [])
    content {
      on_failure {
        destination = var.platform.queues[destination_config.value].arn
      }
    }
  }
}
