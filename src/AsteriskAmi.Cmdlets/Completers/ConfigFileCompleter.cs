using System.Collections;
using System.Collections.Generic;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of Asterisk's own configuration files: a server does not tell which it has.</summary>
public sealed class ConfigFileCompleter : AmiCompleter
{
    private static readonly string[] _files =
    {
        "acl.conf", "agents.conf", "amd.conf", "ari.conf", "asterisk.conf", "ccss.conf", "cdr.conf", "cdr_custom.conf", "cel.conf",
        "chan_dahdi.conf", "cli_aliases.conf", "cli_permissions.conf", "codecs.conf", "confbridge.conf", "dnsmgr.conf", "extconfig.conf",
        "extensions.conf", "features.conf", "followme.conf", "func_odbc.conf", "http.conf", "iax.conf", "indications.conf", "logger.conf",
        "manager.conf", "modules.conf", "musiconhold.conf", "pjproject.conf", "pjsip.conf", "pjsip_notify.conf", "pjsip_wizard.conf",
        "queuerules.conf", "queues.conf", "res_fax.conf", "res_odbc.conf", "res_parking.conf", "rtp.conf", "sip.conf", "sorcery.conf",
        "stasis.conf", "udptl.conf", "users.conf", "voicemail.conf",
    };

    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) => _files;
}
