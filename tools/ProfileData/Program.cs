using Mono.Cecil;
using TieredPy.ProfileData;

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: ProfileData TEXT-PROFILE[,TEXT-PROFILE...] OUT.mibc ASSEMBLY.dll...   (see docs/decisions/0007-profile-in-the-image.md)");
    return 2;
}
var table = new MethodTable(args[2..].Select(AssemblyDefinition.ReadAssembly));
var image = new ProfileImage(Path.GetFileName(args[1]), table);
int unknown = 0;
// What an earlier profile has counted, a later one doesn't change.
HashSet<string> earlier = [], counted = [];
foreach (string path in args[0].Split(','))
{
    using var text = new StreamReader(path);
    foreach (var record in TextProfile.Read(text).Where(r => r.IsCounted))
    {
        var methods = table.Find(record).ToList();
        if (methods.Count == 0) unknown++;
        foreach (var method in methods.Where(m => !earlier.Contains(m.FullName)))
        {
            image.Add(method, record);
            counted.Add(method.FullName);
        }
    }
    earlier.UnionWith(counted);
}
image.Save(args[1]);
Console.WriteLine($"{image.Methods} methods; {unknown} of other assemblies, generic or not told apart");
return 0;
