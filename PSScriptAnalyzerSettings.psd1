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
        # Parameters are used in nested functions and script blocks, which the analyser does not see either.
        'PSReviewUnusedParameter'
        # Thread jobs take their arguments by a param block.
        'PSUseUsingScopeModifierInNewRunspaces'
        # The tests run in PowerShell 7, which reads UTF-8 without a mark.
        'PSUseBOMForUnicodeEncodedFile'
        # Tests name hosts that do not exist.
        'PSAvoidUsingComputerNameHardcoded'
        # The functions of tests and of the build change nothing that a user would want to confirm.
        'PSUseShouldProcessForStateChangingFunctions'
        # A test shares what it counts with an event action.
        'PSAvoidGlobalVars'
    )
}
