output "websocket_url" {
  description = "Where clients connect."
  value       = module.websocket_stage.url
}

output "websocket_domain_target" {
  description = "What the custom domain's DNS record points to. Null without a custom domain."
  value       = module.websocket_stage.domain_target
}

output "callback_url" {
  description = "Base of @connections, as the functions call it."
  value       = local.platform.websocket.callback_url
}

output "http_url" {
  description = "Base of the server HTTP API: POST <http_url>/api/publish."
  value       = module.http_api.url
}

output "functions" {
  description = "Names of the functions."
  value = toset(flatten([
    for service, description in local.services : [for function in keys(description.functions) : "${local.name}-${service}-${function}"]
  ]))
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
  description = "Which artifact each service runs, and which version of each function is live."
  value = merge(
    { chat-service = { artifact = module.chat_service.version, functions = module.chat_service.versions } },
    { connection-service = { artifact = module.connection_service.version, functions = module.connection_service.versions } },
    { for service in module.ingest_service : "ingest-service" => { artifact = service.version, functions = service.versions } },
    { for service in module.scheduler_service : "scheduler-service" => { artifact = service.version, functions = service.versions } },
    { for service in module.probe_service : "probe-service" => { artifact = service.version, functions = service.versions } },
  )
}

output "cost_and_quotas" {
  description = "Cost per month and the quota that is hit first, at the expected load."
  value       = module.report
}
