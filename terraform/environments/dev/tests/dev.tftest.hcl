mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

run "can_be_torn_down_and_deploys_what_maven_built" {
  command = plan

  assert {
    condition     = length(module.downlink.functions) > 0 && alltrue([for function in module.downlink.functions : startswith(function, "downlink-dev-")])
    error_message = "The functions come from the services' own artifacts."
  }
  assert {
    condition     = length(module.downlink.tables) > 0 && alltrue([for table in module.downlink.tables : table.deletion_protection == false && table.recovery_days == 7])
    error_message = "A development environment can be destroyed."
  }
  assert {
    condition     = output.secrets == tolist(["/downlink-dev/api-key", "/downlink-dev/token-secret"])
    error_message = "channels.yml refers to the secrets of this environment."
  }
}

run "costs_when_idle_what_the_readme_says" {
  command = plan

  assert {
    condition     = strcontains(file("../../../README.md"), format("about $%.0f with a stream", output.cost_and_quotas.idle_dollars))
    error_message = format("An idle month costs $%.2f; README.md says something else.", output.cost_and_quotas.idle_dollars)
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
