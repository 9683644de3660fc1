locals {
  # What the function that publishes occurrences logs (scheduler-service, Announcer), as metrics.
  occurrence_metrics = var.schedules == null || !var.log_metrics ? {} : {
    late    = "published an occurrence late"
    skipped = "skipping an occurrence that is too late"
  }

  schedule_alarms = var.schedules == null ? {} : merge(
    {
      for name, text in local.occurrence_metrics : "occurrences-${name}" => {
        text      = "Occurrences of schedules: ${text}."
        severity  = "ticket"
        namespace = local.namespace, metric = "${var.name}-occurrences-${name}", dimensions = {}
        statistic = "Sum", threshold = 0
      }
    },
    {
      "occurrences-failed" = {
        text      = "EventBridge Scheduler could not hand over occurrences: they are in the dead-letter queue."
        severity  = "page"
        namespace = "AWS/Scheduler", metric = "InvocationsSentToDeadLetterCount", dimensions = { ScheduleGroup = var.schedules.group }
        statistic = "Sum", threshold = 0
      }
      "occurrences-dropped" = {
        text      = "EventBridge Scheduler gave occurrences up that it could not even put in the dead-letter queue."
        severity  = "page"
        namespace = "AWS/Scheduler", metric = "InvocationDroppedCount", dimensions = { ScheduleGroup = var.schedules.group }
        statistic = "Sum", threshold = 0
      }
      "occurrences-throttled" = {
        text      = "More occurrences are due at once than EventBridge Scheduler may invoke in a second: they come later."
        severity  = "ticket"
        namespace = "AWS/Scheduler", metric = "InvocationThrottleCount", dimensions = { ScheduleGroup = var.schedules.group }
        statistic = "Sum", threshold = 0
      }
    },
  )
}

resource "aws_cloudwatch_log_metric_filter" "occurrences" {
  for_each = local.occurrence_metrics

  name           = "occurrences-${each.key}"
  log_group_name = var.functions[var.schedules.function].log_group
  pattern        = "{ $.message = \"${each.value}\" }"

  metric_transformation {
    namespace = local.namespace
    name      = "${var.name}-occurrences-${each.key}"
    value     = "1"
  }
}
