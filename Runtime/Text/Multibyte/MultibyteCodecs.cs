using static TieredPy.Runtime.Text.Multibyte.Iso2022Features;

namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>The codecs by their names, each made on first use.</summary>
internal static class MultibyteCodecs
{
    private static readonly Dictionary<string, MultibyteCodec> Made = [];

    public static MultibyteCodec Get(string name)
    {
        lock (Made)
        {
            if (!Made.TryGetValue(name, out var codec)) Made.Add(name, codec = Make(name));
            return codec;
        }
    }

    private static MultibyteCodec Make(string name) => name switch
    {
        "gb18030" => new Gb18030Codec(),
        "euc_kr" => new EucKrCodec(),
        "hz" => new HzCodec(),
        "iso2022_kr" => new Iso2022Codec(name, None, new Iso2022TableSet('C', "ksx1001", plane: 1)),
        "iso2022_jp" => new Iso2022Codec(name, NoShift | Announcer, Kanji, new JisLatinSet(), OldKanji),
        "iso2022_jp_1" => new Iso2022Codec(name, NoShift | Announcer, Kanji, MoreKanji, new JisLatinSet(), OldKanji),
        "iso2022_jp_2" => new Iso2022Codec(
            name, NoShift | SingleShift | Announcer, Kanji, MoreKanji, new Iso2022TableSet('C', "ksx1001"), new Iso2022TableSet('A', "gb2312"),
            new JisLatinSet(), OldKanji, new SingleShiftSet('A'), new SingleShiftSet('F')),
        "iso2022_jp_2004" => new Iso2022Codec(
            name, NoShift | Announcer, Kanji, new Iso2022TableSet('Q', "jisx0213_2004_1"), new Iso2022TableSet('P', "jisx0213_2004_2")),
        "iso2022_jp_3" => new Iso2022Codec(
            name, NoShift | Announcer, Kanji, new Iso2022TableSet('O', "jisx0213_2000_1"), new Iso2022TableSet('P', "jisx0213_2000_2")),
        "iso2022_jp_ext" => new Iso2022Codec(name, NoShift | Announcer, Kanji, MoreKanji, new JisLatinSet(), new JisKatakanaSet(), OldKanji),
        _ => new TableCodec(name),
    };

    private static Iso2022TableSet Kanji => new('B', "jisx0208");

    private static Iso2022TableSet OldKanji => new('@', "jisx0208");

    private static Iso2022TableSet MoreKanji => new('D', "jisx0212");
}
