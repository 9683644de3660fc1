module "scheduler_service" {
  source = "../service"
  count  = contains(keys(local.releases), "scheduler-service") ? 1 : 0

  name                 = local.name
  service_file         = local.service_files["scheduler-service"]
  release              = local.releases["scheduler-service"]
  artifacts_bucket     = local.artifacts_bucket
  platform             = local.platform
  architecture         = var.architecture
  snap_start           = var.snap_start
  logs                 = local.logs
  tracing              = var.tracing
  reserved_concurrency = try(local.reserved_concurrency["scheduler-service"], {})
  secrets_revision     = var.secrets_revision
  cli_environment      = var.cli_environment
  emulator             = local.emulator
  options              = local.options
}
