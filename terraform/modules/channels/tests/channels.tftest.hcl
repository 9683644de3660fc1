mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name          = "downlink-dev"
  channels_file = "tests/channels.yml"
}

run "stores_the_rules" {
  command = plan

  assert {
    condition     = aws_ssm_parameter.channels.value == file(var.channels_file) && aws_ssm_parameter.channels.name == "/downlink-dev/channels"
    error_message = "The functions read the file as it stands."
  }
  assert {
    condition     = output.reference == "ssm:/downlink-dev/channels:3"
    error_message = "CHANNELS names the version, so that new rules reach functions that start from a snapshot."
  }
}

run "makes_the_secrets_that_the_rules_refer_to" {
  command = plan

  assert {
    condition     = output.secrets == tolist(["/downlink-dev/api-key", "/downlink-dev/token-secret"])
    error_message = "There is one parameter for each reference, and none for comments."
  }
  assert {
    condition     = alltrue([for secret in aws_ssm_parameter.secret : secret.type == "SecureString" && secret.value_wo == null])
    error_message = "Secrets are encrypted, and neither plan nor state holds them."
  }
}

run "keeps_secrets_where_they_cost_nothing" {
  command = plan

  assert {
    condition     = alltrue([for secret in aws_ssm_parameter.secret : secret.tier == "Standard" && secret.value_wo_version == 1])
    error_message = "Secrets are standard parameters, written once."
  }
}

run "says_who_reads_which_secret" {
  command = plan

  assert {
    condition = jsonencode(output.secrets_by_use) == jsonencode({
      api = ["/downlink-dev/api-key"], pipelines = [], token = ["/downlink-dev/token-secret"]
    })
    error_message = "Each part of the rules has its own secrets: ${jsonencode(output.secrets_by_use)}"
  }
}

run "refuses_insecure_rules_outside_development" {
  command = plan

  variables {
    channels_file = "tests/insecure.yml"
  }

  expect_failures = [var.channels_file]
}

run "accepts_insecure_rules_in_development" {
  command = plan

  variables {
    channels_file  = "tests/insecure.yml"
    allow_insecure = true
  }

  assert {
    condition     = length(output.secrets) == 0
    error_message = "Nobody needs a secret."
  }
}

run "refuses_a_secret_that_no_function_may_read" {
  command = plan

  variables {
    channels_file = "tests/unknown-use.yml"
  }

  expect_failures = [var.channels_file]
}

run "refuses_a_missing_file" {
  command = plan

  variables {
    channels_file = "tests/none.yml"
  }

  expect_failures = [var.channels_file]
}

run "refuses_rules_without_namespaces" {
  command = plan

  variables {
    channels_file = "tests/no-namespaces.yml"
  }

  expect_failures = [var.channels_file]
}

run "refuses_rules_that_no_parameter_can_hold" {
  command = plan

  variables {
    channels_file = "tests/too-large.yml"
  }

  expect_failures = [var.channels_file]
}

run "refuses_references_that_functions_cannot_follow" {
  command = plan

  variables {
    channels_file = "tests/variable.yml"
  }

  expect_failures = [var.channels_file]
}

run "refuses_the_secret_of_another_environment" {
  command = plan

  variables {
    channels_file = "tests/foreign-secret.yml"
  }

  expect_failures = [var.channels_file]
}
