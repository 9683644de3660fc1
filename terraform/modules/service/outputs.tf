output "service" {
  description = "Name of the service."
  value       = local.service.service
}

output "functions" {
  description = "The functions by their name in service.yml: what they are called in AWS, and what decides how they are watched. Known before they exist, so that alarms do not wait for a roll-out."
  value = {
    for name, function in local.functions : name => {
      name            = local.rollout[name]
      timeout_seconds = function.timeout_seconds
      log_group       = aws_cloudwatch_log_group.function[name].name
      reads_stream    = can(function.kinesis)
      invoked_async   = can(function.async)
      # Null for those without a schedule of the form rate(5 minutes).
      runs_every_minutes = try(min([
        for schedule in values(function.schedules) : tonumber(regex("^rate\\((\\d+) minutes?\\)$", schedule.expression)[0])
      ]...), null)
    }
  }
}

output "reserved_concurrency" {
  description = "Environments that are kept for the service's functions, all together."
  value       = sum([for count in values(local.reserved_concurrency) : max(count, 0)])
}

output "versions" {
  description = "Which version of each function is live."
  value       = { for name, alias in aws_lambda_alias.live : name => alias.function_version }
}

output "version" {
  description = "The artifact that was rolled out."
  value       = local.version
}

output "websocket_routes" {
  description = "A fingerprint of the WebSocket routes and where they lead, which changes when the API must be deployed anew."
  value = sha1(jsonencode({
    routes       = { for key, route in aws_apigatewayv2_route.websocket : key => [route.id, route.target, local.websocket_routes[key].reply] }
    integrations = { for name, integration in aws_apigatewayv2_integration.websocket : name => [integration.integration_uri, integration.timeout_milliseconds] }
    responses    = [for response in aws_apigatewayv2_route_response.websocket : response.id]
  }))
}

output "schedules" {
  description = "The schedules' names in EventBridge Scheduler, in the group of the service's name."
  value       = { for name, schedule in aws_scheduler_schedule.this : name => schedule.name }
}
