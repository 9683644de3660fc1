output "alarms" {
  description = "The alarms' names in CloudWatch."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}

output "dashboard" {
  description = "Name of the dashboard. Null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
