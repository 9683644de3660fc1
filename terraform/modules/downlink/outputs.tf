output "websocket_url" {
  description = "Where clients connect."
  value       = module.websocket_stage.url
}

output "websocket_domain_target" {
  description = "What the custom domain's DNS record points to. Null without a custom domain."
  value       = module.websocket_stage.domain_target
}

output "http_url" {
  description = "Base of the server HTTP API: POST <http_url>/api/publish."
  value       = module.http_api.url
}

output "functions" {
  description = "Names of the functions."
  value       = toset(flatten([for service in local.deployed : [for function in service.functions : function.name]]))
}

output "tables" {
  description = "The tables by short name, and how they are protected."
  value       = module.tables.tables
}

output "alarms" {
  description = "Names of the alarms in CloudWatch."
  value       = module.observability.alarms
}

output "streams" {
  description = "Names of the streams, to put records into."
  value       = [for stream in module.stream : stream.name]
}

output "queues" {
  description = "URLs of the dead-letter queues."
  value       = { for part, queue in module.queue : part => queue.url }
}

output "secrets" {
  description = "Paths of the secrets in Systems Manager, whose values no state holds."
  value       = module.channels.secrets
}

output "dashboard" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.observability.dashboard
}

output "versions" {
  description = "Which version of each function is live, by service."
  value       = { for service in local.deployed : service.service => service.versions }
}

output "cost_and_quotas" {
  description = "Cost per month and the quota that is hit first, at the expected load."
  value       = module.report
}
