mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  alarm_emails = { page = ["page@example.com"], ticket = ["ticket@example.com"] }
}

run "tells_somebody_about_alarms" {
  command = plan

  variables {
    alarm_emails = { page = ["page@example.com"] }
  }

  expect_failures = [var.alarm_emails]
}

run "protects_its_data_and_deploys_what_maven_built" {
  command = plan

  assert {
    condition     = length(module.downlink.functions) > 0 && alltrue([for function in module.downlink.functions : startswith(function, "downlink-prod-")])
    error_message = "The functions come from the services' own artifacts."
  }
  assert {
    condition     = length(module.downlink.tables) > 0 && alltrue([for table in module.downlink.tables : table.deletion_protection == true && table.recovery_days == 35])
    error_message = "Production data cannot be deleted by accident."
  }
  assert {
    condition     = output.secrets == tolist(["/downlink-prod/api-key", "/downlink-prod/token-secret"])
    error_message = "channels.yml refers to the secrets of this environment."
  }
}

run "reports_cost_and_quotas" {
  command = plan

  variables {
    expected_connections = 20000
    messages_per_second  = 2000
  }

  assert {
    condition     = startswith(output.cost_and_quotas.first_quota, "API Gateway requests and deliveries per second") && output.cost_and_quotas.monthly_dollars.total > 10000
    error_message = jsonencode(output.cost_and_quotas)
  }
}

run "changes_only_with_its_files_and_lets_nobody_do_everything" {
  command = plan

  assert {
    condition     = length(module.downlink.functions) > 0 && length(regexall("allow_latest|allow_insecure", file("main.tf"))) == 0
    error_message = "What dev may, prod may not."
  }
  assert {
    condition     = length(module.downlink.functions) > 0 && length([for service in fileset("services", "*.yml") : service if yamldecode(file("services/${service}")).version == "latest"]) == 0
    error_message = "Versions are pinned."
  }
}
