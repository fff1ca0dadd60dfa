using AsteriskAmi.Protocol;

namespace AsteriskAmi.Fax;

/// <summary>A fax that is on its way, with its pages (action FAXSession).</summary>
public sealed class AmiFaxSessionDetail : AmiFaxSession
{
    internal AmiFaxSessionDetail(AmiFaxSession listed, AmiMessage item)
        : base(listed)
    {
        PageNumber = HeaderValue.Integer(item, "PageNumber");
        PagesTransmitted = HeaderValue.Integer(item, "PagesTransmitted");
        PagesReceived = HeaderValue.Integer(item, "PagesReceived");
        DataRate = HeaderValue.Integer(item, "DataRate");
        ImageResolution = HeaderValue.Text(item, "ImageResolution");
        ErrorCorrection = HeaderValue.Flag(item, "ErrorCorrectionMode");
        TotalBadLines = HeaderValue.Integer(item, "TotalBadLines");
    }

    /// <summary>The page that is on its way.</summary>
    public int PageNumber { get; }

    /// <summary>How many pages were sent.</summary>
    public int PagesTransmitted { get; }

    /// <summary>How many pages were received.</summary>
    public int PagesReceived { get; }

    /// <summary>The speed, in bits a second.</summary>
    public int DataRate { get; }

    /// <summary>The resolution, as 8031x3850.</summary>
    public string ImageResolution { get; }

    /// <summary>Whether errors are corrected on the way.</summary>
    public bool ErrorCorrection { get; }

    /// <summary>How many lines came broken.</summary>
    public int TotalBadLines { get; }
}
