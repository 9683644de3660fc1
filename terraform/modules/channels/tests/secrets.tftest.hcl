mock_provider "aws" {
  source = "../../mocks"
}

variables {
  name          = "downlink-dev"
  channels_file = "tests/channels.yml"
}

# The provider writes a parameter that changed without its write-only value: the secret would be empty.
run "made_by_an_earlier_release" {
  command   = apply
  state_key = "secrets"

  module {
    source = "./tests/earlier"
  }
}

run "never_writes_a_secret_again" {
  command   = plan
  state_key = "secrets"

  assert {
    condition = (
      aws_ssm_parameter.secret["/downlink-dev/api-key"].description == "Of an earlier release." && aws_ssm_parameter.secret["/downlink-dev/api-key"].tier == "Advanced"
      && aws_ssm_parameter.secret["/downlink-dev/api-key"].key_id == "alias/earlier"
    )
    error_message = "Another description, tier or key changes nothing."
  }
}
