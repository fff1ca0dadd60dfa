@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # build.ps1 and the tests talk to a person at a console.
        'PSAvoidUsingWriteHost'
        # Test credentials are no secrets.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingUsernameAndPasswordParams'
        'PSAvoidUsingPlainTextForPassword'
        # Variables of BeforeAll are used in It, which the analyser does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Helper functions of tests and of the build change nothing that a user would want to confirm.
        'PSUseShouldProcessForStateChangingFunctions'
        # A test shares what it counts with an event action.
        'PSAvoidGlobalVars'
    )
}
