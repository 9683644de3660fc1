module "chat_service" {
  source = "../service"

  name             = local.name
  service_file     = local.service_files["chat-service"]
  artifact         = local.artifacts["chat-service"]
  platform         = local.platform
  architecture     = var.architecture
  snap_start       = var.snap_start
  logs             = local.logs
  secrets_revision = var.secrets_revision
}
