module "ingest_service" {
  source = "../service"

  name             = local.name
  service_file     = local.service_files["ingest-service"]
  artifact         = local.artifacts["ingest-service"]
  platform         = local.platform
  architecture     = var.architecture
  snap_start       = var.snap_start
  logs             = local.logs
  secrets_revision = var.secrets_revision
}
