locals {
  namespace   = "Downlink"
  minute      = 60
  environment = { environment = var.name }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${title(each.value.severity)}: ${each.value.text}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period              = try(each.value.period, local.minute)
  evaluation_periods  = try(each.value.points.of, 3)
  datapoints_to_alarm = try(each.value.points.breaching, 2)
  comparison_operator = try(each.value.comparison, "GreaterThanThreshold")
  threshold           = each.value.threshold
  # Elsewhere, no traffic is no trouble.
  treat_missing_data = try(each.value.missing, "notBreaching")
  alarm_actions      = [for topic in aws_sns_topic.alarms : topic.arn if topic.name == "${var.name}-alarms-${each.value.severity}"]
  ok_actions         = [for topic in aws_sns_topic.alarms : topic.arn if topic.name == "${var.name}-alarms-${each.value.severity}"]
  tags               = { severity = each.value.severity }
}

# Each line is a JSON object (shared/functions, JsonFormat).
resource "aws_cloudwatch_log_metric_filter" "logged_errors" {
  for_each = var.log_metrics ? var.functions : {}

  name           = "logged-errors"
  log_group_name = each.value.log_group
  pattern        = "{ $.level = \"ERROR\" && $.logger = \"dev.downlink.*\" }"

  metric_transformation {
    namespace = local.namespace
    name      = "${each.value.name}-logged-errors"
    value     = "1"
  }
}

resource "aws_sns_topic" "alarms" {
  for_each = toset([for severity, emails in var.alarm_emails : severity if length(emails) > 0])

  name = "${var.name}-alarms-${each.key}"
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = merge([
    for severity, emails in var.alarm_emails : { for email in emails : "${severity} ${email}" => { severity = severity, email = email } }
  ]...)

  topic_arn = aws_sns_topic.alarms[each.value.severity].arn
  protocol  = "email"
  endpoint  = each.value.email
}

# Only sees what has the environment's tag, once the tag is activated for cost allocation (docs/operations.md, "Budget").
resource "aws_budgets_budget" "this" {
  count = var.monthly_budget_dollars == null ? 0 : 1

  name         = var.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = var.monthly_budget_dollars
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:environment$%s", split("-", var.name)[1])]
  }

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.alarm_emails.ticket
    }
  }
}
