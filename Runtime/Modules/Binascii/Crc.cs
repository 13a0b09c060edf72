namespace TieredPy.Runtime.Modules;

/// <summary>Cyclic redundancy checks.</summary>
internal static class Crc
{
    private const uint Crc32Polynomial = 0xEDB88320;
    private const ushort CcittPolynomial = 0x1021;
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>CRC-32 (IEEE 802.3), continued from an earlier value; eight bytes a step.</summary>
    public static uint Crc32(ReadOnlySpan<byte> data, uint crc)
    {
        var t = Tables;
        crc = ~crc;
        for (; data.Length >= 8; data = data[8..])
        {
            uint low = crc ^ MemoryMarshal.Read<uint>(data), high = MemoryMarshal.Read<uint>(data[4..]);
            crc = t[7][low & 0xFF] ^ t[6][low >> 8 & 0xFF] ^ t[5][low >> 16 & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][high >> 8 & 0xFF] ^ t[1][high >> 16 & 0xFF] ^ t[0][high >> 24];
        }
        foreach (byte b in data) crc = t[0][(crc ^ b) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    /// <summary>CRC-CCITT as BinHex uses it.</summary>
    public static int CrcHqx(ReadOnlySpan<byte> data, int crc)
    {
        crc &= 0xFFFF;
        foreach (byte b in data)
        {
            crc ^= b << 8;
            for (int i = 0; i < 8; i++) crc = ((crc & 0x8000) != 0 ? crc << 1 ^ CcittPolynomial : crc << 1) & 0xFFFF;
        }
        return crc;
    }

    private static uint[][] MakeTables()
    {
        var t = new uint[8][];
        for (int k = 0; k < 8; k++) t[k] = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? c >> 1 ^ Crc32Polynomial : c >> 1;
            t[0][i] = c;
        }
        for (int k = 1; k < 8; k++)
            for (int i = 0; i < 256; i++) t[k][i] = t[k - 1][i] >> 8 ^ t[0][t[k - 1][i] & 0xFF];
        return t;
    }
}
