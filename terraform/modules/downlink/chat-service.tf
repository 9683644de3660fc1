module "chat_service" {
  source = "../service"

  name                 = local.name
  service_file         = local.service_files["chat-service"]
  release              = local.releases["chat-service"]
  artifacts_bucket     = local.artifacts_bucket
  platform             = local.platform
  architecture         = var.architecture
  snap_start           = var.snap_start
  logs                 = local.logs
  tracing              = var.tracing
  reserved_concurrency = try(local.reserved_concurrency["chat-service"], {})
  secrets_revision     = var.secrets_revision
  cli_environment      = var.cli_environment
  emulator             = local.emulator
}
