namespace TieredPy.Tests.Syntax;

using TieredPy.Runtime.Syntax;
using Xunit;
using Assert = Xunit.Assert;

/// <summary>The token stream of the tokenize module.</summary>
public sealed class TokenStreamTests
{
    private static string Stream(string source)
    {
        var rest = source;
        return string.Join(
            " ", Tokenizer.AllTokens(ReadLine, "<test>", true).Select(t => $"{t.Type}:{t.String.Replace("\n", "\\n").Replace("\r", "\\r")}@{t.Line},{t.Col}-{t.EndLine},{t.EndCol}"));

        string ReadLine()
        {
            var end = rest.IndexOf('\n') + 1;
            var line = end == 0 ? rest : rest[..end];
            rest = rest[line.Length..];
            return line;
        }
    }

    [Theory]
    [InlineData("x = 1 # c\n", "1:x@1,0-1,1 55:=@1,2-1,3 2:1@1,4-1,5 62:# c@1,6-1,9 4:\\n@1,9-1,10 0:@2,0-2,0")]
    [InlineData("\nif a:\r\n  b", "63:\\n@1,0-1,1 1:if@2,0-2,2 1:a@2,3-2,4 55::@2,4-2,5 4:\\r\\n@2,5-2,7 5:  @3,0-3,2 1:b@3,2-3,3 4:@3,3-3,4 6:@4,0-4,0 0:@4,0-4,0")]
    [InlineData("f'a{b!r:c}'", "59:f'@1,0-1,2 60:a@1,2-1,3 55:{@1,3-1,4 1:b@1,4-1,5 55:!@1,5-1,6 1:r@1,6-1,7 55::@1,7-1,8 60:c@1,8-1,9 55:}@1,9-1,10 61:'@1,10-1,11 4:@1,11-1,12 0:@2,0-2,0")]
    [InlineData("(\n)", "55:(@1,0-1,1 63:\\n@1,1-1,2 55:)@2,0-2,1 4:@2,1-2,2 0:@3,0-3,0")]
    public void Streams(string source, string expected) => Assert.Equal(expected, Stream(source));
}
