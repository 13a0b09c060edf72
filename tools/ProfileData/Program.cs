using Mono.Cecil;
using TieredPy.ProfileData;

if (args.Length < 3)
{
    Console.Error.WriteLine("usage: ProfileData TEXT-PROFILE OUT.mibc ASSEMBLY.dll...   (see docs/decisions/0007-profile-in-the-image.md)");
    return 2;
}
var table = new MethodTable(args[2..].Select(AssemblyDefinition.ReadAssembly));
var image = new ProfileImage(Path.GetFileName(args[1]), table);
int unknown = 0;
using (var text = new StreamReader(args[0]))
    foreach (var record in TextProfile.Read(text).Where(r => r.IsCounted))
    {
        int before = image.Methods;
        foreach (var method in table.Find(record)) image.Add(method, record);
        if (image.Methods == before) unknown++;
    }
image.Save(args[1]);
Console.WriteLine($"{image.Methods} methods; {unknown} of other assemblies, generic or not told apart");
return 0;
