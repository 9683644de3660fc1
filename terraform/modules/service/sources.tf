locals {
  sources = { for name, function in local.functions : name => function.kinesis if can(function.kinesis) }
  schedules = merge([
    for name, function in local.functions : {
      for schedule, settings in try(function.schedules, {}) : schedule => merge({ timezone = "UTC" }, settings, { function = name })
    }
  ]...)
  # An emulator that leaves Scheduler's placeholders as they are gets what they would stand for at some moment.
  placeholders = {
    "<aws.scheduler.schedule-arn>"   = "arn:${var.platform.partition}:scheduler:${var.platform.region}:${var.platform.account_id}:schedule/${local.prefix}/fixed"
    "<aws.scheduler.scheduled-time>" = "2000-01-01T00:00:00Z"
  }
  schedule_inputs = {
    for name, schedule in local.schedules : name => {
      for key, value in schedule.input : key => var.emulator.schedule_placeholders ? value : try(local.placeholders[value], value)
    }
  }
  scheduled_functions = sort(distinct(values(local.schedules)[*].function))
  schedule_queues     = sort(distinct(compact([for function in local.scheduled_functions : try(local.functions[function].async.on_failure_queue, "")])))
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = local.sources

  function_name    = aws_lambda_alias.live[each.key].arn
  event_source_arn = var.platform.streams[each.value.stream].arn

  starting_position                  = each.value.starting_position
  starting_position_timestamp        = try(each.value.starting_timestamp, null)
  batch_size                         = try(each.value.batch_size, 100)
  maximum_batching_window_in_seconds = try(each.value.maximum_batching_window_seconds, 0)
  parallelization_factor             = 1
  maximum_retry_attempts             = try(each.value.maximum_retry_attempts, -1)
  maximum_record_age_in_seconds      = try(each.value.maximum_record_age_seconds, -1)
  bisect_batch_on_function_error     = try(each.value.bisect_batch_on_function_error, false)
  function_response_types            = try(each.value.report_batch_item_failures, false) ? ["ReportBatchItemFailures"] : []

  dynamic "destination_config" {
    for_each = try([each.value.on_failure_queue], [])
    content {
      on_failure {
        destination_arn = var.platform.queues[destination_config.value].arn
      }
    }
  }

  tags = { service = local.service.service }
}

resource "aws_scheduler_schedule_group" "this" {
  count = length(local.schedules) > 0 ? 1 : 0

  name = local.prefix
  tags = { service = local.service.service }
}

resource "aws_scheduler_schedule" "this" {
  for_each = local.schedules

  name                         = "${local.prefix}-${each.key}"
  group_name                   = aws_scheduler_schedule_group.this[0].name
  schedule_expression          = each.value.expression
  schedule_expression_timezone = each.value.timezone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.live[each.value.function].arn
    role_arn = aws_iam_role.scheduler[0].arn
    # jsonencode writes < and > as escapes; Scheduler looks for its placeholders in the plain text.
    input = replace(replace(jsonencode(local.schedule_inputs[each.key]), "\\u003c", "<"), "\\u003e", ">")

    # An announcement an hour late is worse than none.
    retry_policy {
      maximum_event_age_in_seconds = try(local.functions[each.value.function].async.maximum_event_age_seconds, 86400)
      maximum_retry_attempts       = 185
    }

    # What Scheduler could not even hand over ends where the function's own failures do.
    dynamic "dead_letter_config" {
      for_each = try([local.functions[each.value.function].async.on_failure_queue], [])
      content {
        arn = var.platform.queues[dead_letter_config.value].arn
      }
    }
  }
}

resource "aws_iam_role" "scheduler" {
  count = length(local.schedules) > 0 ? 1 : 0

  name        = "${local.prefix}-scheduler"
  description = "Lets EventBridge Scheduler invoke ${local.service.service}."
  tags        = { service = local.service.service }

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { Service = "scheduler.amazonaws.com" }
      # No other account's schedules.
      Condition = { StringEquals = { "aws:SourceAccount" = var.platform.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  count = length(local.schedules) > 0 ? 1 : 0

  name = "scheduler"
  role = aws_iam_role.scheduler[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "Functions"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = [for function in local.scheduled_functions : "${local.arns.function}:${local.prefix}-${function}:live"]
      }],
      length(local.schedule_queues) == 0 ? [] : [{
        Sid      = "Queues"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [for queue in local.schedule_queues : var.platform.queues[queue].arn]
      }],
    )
  })
}
