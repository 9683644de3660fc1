output "websocket_url" {
  description = "Where clients connect."
  value       = module.downlink.websocket_url
}

output "websocket_domain_target" {
  description = "What the custom domain's DNS record points to. Null without a custom domain."
  value       = module.downlink.websocket_domain_target
}

output "http_url" {
  description = "Base of the server HTTP API: POST <http_url>/api/publish."
  value       = module.downlink.http_url
}

output "streams" {
  description = "Names of the streams, to put records into."
  value       = module.downlink.streams
}

output "queues" {
  description = "URLs of the dead-letter queues."
  value       = module.downlink.queues
}

output "secrets" {
  description = "Paths of the secrets in Systems Manager."
  value       = module.downlink.secrets
}

output "dashboard" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.downlink.dashboard
}

output "versions" {
  description = "Which artifact each service runs, and which version of each function is live."
  value       = module.downlink.versions
}

output "cost_and_quotas" {
  description = "Cost per month and the quota that is hit first, at the expected load."
  value       = module.downlink.cost_and_quotas
}
