using AsteriskAmi.Bench;
using BenchmarkDotNet.Running;

BenchmarkRunner.Run<ProtocolBenchmarks>();
