output "websocket_url" {
  description = "Where clients connect, as the emulator says."
  value       = module.downlink.websocket_url
}

output "http_url" {
  description = "Base of the server HTTP API, as the emulator says."
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
