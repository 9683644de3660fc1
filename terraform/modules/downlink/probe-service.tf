module "probe_service" {
  source = "../service"
  count  = contains(keys(local.releases), "probe-service") ? 1 : 0

  name                 = local.name
  service_file         = local.service_files["probe-service"]
  release              = local.releases["probe-service"]
  artifacts_bucket     = local.artifacts_bucket
  platform             = local.platform
  architecture         = var.architecture
  snap_start           = var.snap_start
  logs                 = local.logs
  tracing              = var.tracing
  reserved_concurrency = try(local.reserved_concurrency["probe-service"], {})
  secrets_revision     = var.secrets_revision
  cli_environment      = var.cli_environment
  emulator             = local.emulator
}

# The probe is a back end with a key and an anonymous client.
check "probe" {
  assert {
    condition = !contains(keys(local.releases), "probe-service") || (
      can(yamldecode(file(var.channels_file)).namespaces.probe) && var.http_authorization == "NONE"
    )
    error_message = "probe-service fails without a namespace probe in ${var.channels_file} that anonymous clients may subscribe to, and where http_authorization is AWS_IAM, since it does not sign requests. Without services/probe-service.yml there is no probe."
  }
}
