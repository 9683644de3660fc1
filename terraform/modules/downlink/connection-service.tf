module "connection_service" {
  source = "../service"

  name             = local.name
  service_file     = local.service_files["connection-service"]
  artifact         = local.artifacts["connection-service"]
  platform         = local.platform
  architecture     = var.architecture
  snap_start       = var.snap_start
  logs             = local.logs
  secrets_revision = var.secrets_revision
}
