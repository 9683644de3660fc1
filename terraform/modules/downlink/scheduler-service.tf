module "scheduler_service" {
  source = "../service"

  name             = local.name
  service_file     = local.service_files["scheduler-service"]
  artifact         = local.artifacts["scheduler-service"]
  platform         = local.platform
  architecture     = var.architecture
  snap_start       = var.snap_start
  logs             = local.logs
  secrets_revision = var.secrets_revision
}
